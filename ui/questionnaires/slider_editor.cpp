#include "ui/questionnaires/slider_editor.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int trackWidth = 380;
constexpr int handleRadius = 8;
constexpr int mostTicks = 20;

} // namespace

/// The line of a scale with its handle, and the least and the most below it.
class SliderTrack : public QWidget
{
public:
    using Chosen = std::function<void(int step)>;

    SliderTrack(int stepCount, const QString &least, const QString &most, Chosen chosen, QWidget *parent)
        : QWidget(parent), m_stepCount(stepCount), m_least(least), m_most(most), m_chosen(std::move(chosen))
    {
        setFixedWidth(trackWidth);
        setFixedHeight(2 * handleRadius + 2 + QFontMetrics(dermis::font(TypeStyle::Small)).height());
        setAttribute(Qt::WA_Hover);
    }
    /// Nothing: no handle.
    void setShare(const std::optional<double> &share)
    {
        m_share = share;
        update();
    }

protected:
    void mousePressEvent(QMouseEvent *event) override { choose(event->position().x()); }
    void mouseMoveEvent(QMouseEvent *event) override { choose(event->position().x()); }
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &c = tokens();
        const qreal middle = handleRadius + 0.5;
        const QRectF line(handleRadius, middle - 2, width() - 2 * handleRadius, 4);
        const QColor mark = isEnabled() ? c.accent : c.text3;
        paintBox(painter, line, 2, c.sunken, c.control);
        for (int tick = 1; m_stepCount <= mostTicks && tick < m_stepCount; ++tick)
            painter.fillRect(QRectF(line.left() + line.width() * tick / m_stepCount, middle + 4, 1, 4), c.control);
        const QFont small = dermis::font(TypeStyle::Small);
        const QRectF below(0, 2 * handleRadius + 2, width(), height() - 2 * handleRadius - 2);
        paintText(painter, below, m_least, small, c.text2);
        paintText(painter, below, m_most, small, c.text2, Qt::AlignRight | Qt::AlignVCenter);
        if (!m_share)
            return;
        const qreal at = line.left() + line.width() * *m_share;
        paintBox(painter, QRectF(line.topLeft(), QPointF(at, line.bottom())), 2, mark, {});
        paintBox(painter, QRectF(at - handleRadius, middle - handleRadius, 2 * handleRadius, 2 * handleRadius), handleRadius, mark, c.panel);
    }

private:
    void choose(double x)
    {
        const double share = (x - handleRadius) / std::max(1, width() - 2 * handleRadius);
        m_chosen(static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * m_stepCount)));
    }
    int m_stepCount;
    QString m_least;
    QString m_most;
    Chosen m_chosen;
    std::optional<double> m_share;
};

namespace {

constexpr double usualMost = 100; // of a scale that the form gives no end
constexpr int usualSteps = 100;
constexpr int leap = 10;

double boundOf(const std::optional<AnswerValue> &bound, double otherwise)
{
    return bound ? numberOf(*bound).value_or(otherwise) : otherwise;
}

int placesOf(const QString &number)
{
    const qsizetype point = number.indexOf(u'.');
    return point < 0 ? 0 : static_cast<int>(number.size() - point - 1);
}

double stepOf(const Item &item, double span)
{
    if (item.step && item.step->value > 0)
        return item.step->value;
    return item.type == ItemType::Integer ? 1 : span / usualSteps;
}

} // namespace

SliderEditor::SliderEditor(const Item &item, const EditorSetting &setting, QWidget *parent)
    : NumberEditor(item, setting, parent), m_least(boundOf(item.minimum, 0))
{
    const double most = std::max(m_least, boundOf(item.maximum, std::max(usualMost, m_least)));
    m_step = stepOf(item, most - m_least);
    m_places = item.step ? placesOf(item.step->text) : item.type == ItemType::Integer ? 0 : item.maxDecimals.value_or(2);
    m_stepCount = std::max(1, m_step > 0 ? static_cast<int>(std::lround((most - m_least) / m_step)) : 1);
    const auto words = [&](double number) { return QString::number(number, 'f', item.type == ItemType::Integer ? 0 : m_places); };
    m_track = new SliderTrack(m_stepCount, words(m_least), words(most), [this](int step) { moveTo(step); }, this);
    auto *row = static_cast<QHBoxLayout *>(layout());
    row->insertWidget(0, m_track);
    row->addStretch(1);
    line()->setFixedWidth(line()->fontMetrics().horizontalAdvance(u"000.00"_s) + 26);
    line()->setAccessibleDescription(tr("A number from %1 to %2; Left and Right move it").arg(words(m_least), words(most)));
    connect(line(), &QLineEdit::textChanged, this, &SliderEditor::showHandle);
}

std::optional<double> SliderEditor::number() const
{
    const Answer now = answer();
    return now.isAnswered() ? numberOf(now.values.first()) : std::nullopt;
}

void SliderEditor::moveTo(int step)
{
    if (line()->isReadOnly())
        return;
    put(QString::number(m_least + std::clamp(step, 0, m_stepCount) * m_step, 'f', m_places));
    line()->setFocus(Qt::MouseFocusReason);
}

void SliderEditor::showHandle()
{
    const auto at = number();
    m_track->setShare(at ? std::optional(std::clamp((*at - m_least) / (m_step * m_stepCount), 0.0, 1.0)) : std::nullopt);
}

void SliderEditor::showAnswer(const Answer &answer)
{
    NumberEditor::showAnswer(answer);
    showHandle();
}

void SliderEditor::setReadOnly(bool readOnly)
{
    NumberEditor::setReadOnly(readOnly);
    m_track->setEnabled(!readOnly);
}

bool SliderEditor::useKey(const QKeyEvent &event)
{
    const auto at = number();
    const int now = at ? static_cast<int>(std::lround((*at - m_least) / m_step)) : -1;
    const auto go = [&](int steps) {
        moveTo(now < 0 ? (steps > 0 ? 0 : m_stepCount) : now + steps);
        return true;
    };
    switch (event.modifiers() == Qt::NoModifier || event.modifiers() == Qt::KeypadModifier ? event.key() : 0) {
    case Qt::Key_Left:
        return go(-1);
    case Qt::Key_Right:
        return go(1);
    case Qt::Key_PageDown:
        return go(-std::max(1, m_stepCount / leap));
    case Qt::Key_PageUp:
        return go(std::max(1, m_stepCount / leap));
    default:
        return NumberEditor::useKey(event);
    }
}

} // namespace dermis
