#include "ui/questionnaires/grid_row.h"

#include "ui/context/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int leastOptions = 2;
constexpr int mostOptions = 9;
constexpr int leastColumn = 64;
constexpr int mostColumn = 120;
constexpr int leastText = 220;
constexpr int gridMargin = 16;
constexpr int markSize = 18;
constexpr int gridPadding = 8;

bool isGridQuestion(const Item &item)
{
    return item.type == ItemType::Choice && !item.repeats && !item.isOpenEnded && !item.hidden && item.children.isEmpty();
}

bool haveSameOptions(const Item &one, const Item &other)
{
    return std::equal(one.options.begin(), one.options.end(), other.options.begin(), other.options.end(),
                      [](const Option &a, const Option &b) { return a.value == b.value; });
}

QStringList columnNames(const Item &question)
{
    QStringList names;
    for (const Option &option : question.options)
        names << optionWords(option);
    return names << GridRow::tr("Unsure");
}

/// As narrow as the longest word allows, and wide enough that names take two lines.
int columnWidth(const Item &question)
{
    const QFontMetrics metrics(dermis::font(TypeStyle::Small));
    int width = leastColumn;
    for (const QString &name : columnNames(question)) {
        width = std::max(width, metrics.horizontalAdvance(name) / 2 + 16);
        for (const QString &word : name.split(u' '))
            width = std::max(width, metrics.horizontalAdvance(word) + 12);
    }
    return std::min(width, mostColumn);
}

int columnsLeft(const Item &question, int width)
{
    return width - gridMargin - columnWidth(question) * static_cast<int>(question.options.size() + 1);
}

int textHeightIn(const QFont &font, const QString &text, int width)
{
    return QFontMetrics(font).boundingRect(QRect(0, 0, std::max(60, width), 4000), Qt::TextWordWrap, text).height();
}

class GridHead : public QWidget
{
public:
    GridHead(const Item &group, QWidget *parent) : QWidget(parent), m_title(group.text), m_question(group.children.first())
    {
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
        setAccessibleName(m_title);
    }
    QSize sizeHint() const override { return {640, heightForWidth(std::max(width(), 480))}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        int height = textHeightIn(dermis::font(TypeStyle::BodyStrong), m_title, columnsLeft(m_question, width) - questionNumberWidth);
        for (const QString &name : columnNames(m_question))
            height = std::max(height, textHeightIn(dermis::font(TypeStyle::Small), name, columnWidth(m_question) - 8));
        return height + 2 * gridPadding;
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &c = tokens();
        int left = columnsLeft(m_question, width());
        painter.setFont(dermis::font(TypeStyle::BodyStrong));
        painter.setPen(c.text);
        painter.drawText(QRect(questionNumberWidth, 0, left - questionNumberWidth - 8, height() - gridPadding),
                         Qt::TextWordWrap | Qt::AlignBottom, m_title);
        painter.setFont(dermis::font(TypeStyle::Small));
        painter.setPen(c.text2);
        for (const QString &name : columnNames(m_question)) {
            painter.drawText(QRect(left + 4, 0, columnWidth(m_question) - 8, height() - gridPadding),
                             Qt::TextWordWrap | Qt::AlignBottom | Qt::AlignHCenter, name);
            left += columnWidth(m_question);
        }
        paintLowerLine(painter, rect(), c.lineStrong);
    }

private:
    QString m_title;
    Item m_question;
};

} // namespace

bool isGrid(const Item &group)
{
    if (group.control != ItemControl::Table || group.type != ItemType::Group || group.repeats || group.children.isEmpty())
        return false;
    const Item &first = group.children.first();
    return first.options.size() >= leastOptions && first.options.size() <= mostOptions &&
           std::all_of(group.children.begin(), group.children.end(),
                       [&](const Item &child) { return isGridQuestion(child) && haveSameOptions(first, child); });
}

bool gridFits(const Item &group, int width)
{
    return columnsLeft(group.children.first(), width) >= questionNumberWidth + leastText;
}

QWidget *makeGridHead(const Item &group, QWidget *parent)
{
    return new GridHead(group, parent);
}

GridRow::GridRow(const Item &item, QWidget *parent) : QuestionRow(parent), m_item(item)
{
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void GridRow::show(const FormRow &row)
{
    m_row = row;
    const int column = chosen();
    const QString said = column < 0 ? tr("Not asked") : columnNames(m_item).at(column);
    const QString number = m_item.prefix.isEmpty() ? QString() : tr("Question %1").arg(m_item.prefix);
    setAccessibleName(sentences({number, m_item.text, said}));
    setAccessibleDescription(noteOf(row));
    setEnabled(row.applies);
    updateGeometry();
    update();
}

/// The column of the answer; -1 when it is not asked.
int GridRow::chosen() const
{
    if (m_row.answer.state == AnswerState::Unsure)
        return columnCount() - 1;
    for (int index = 0; index < m_item.options.size(); ++index) {
        if (m_row.answer.isAnswered() && m_row.answer.values.contains(m_item.options.at(index).value))
            return index;
    }
    return -1;
}

int GridRow::heightForWidth(int width) const
{
    const int room = columnsLeft(m_item, width) - questionNumberWidth - markSize - 16;
    const QString note = noteOf(m_row.item != nullptr ? m_row : FormRow{});
    const int noteHeight = note.isEmpty() ? 0 : textHeightIn(dermis::font(TypeStyle::Small), note, room);
    return std::max(38, textHeightIn(dermis::font(TypeStyle::Body), m_item.text, room) + noteHeight + 2 * gridPadding);
}

QSize GridRow::sizeHint() const
{
    return {640, heightForWidth(std::max(width(), 480))};
}

QSize GridRow::minimumSizeHint() const
{
    return {480, 38};
}

void GridRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const int left = columnsLeft(m_item, width());
    const int column = columnWidth(m_item);
    const QRect text(questionNumberWidth, 0, left - questionNumberWidth - markSize - 16, height());
    paintText(painter, QRectF(0, 0, questionNumberWidth - 10, height()), m_item.prefix, dermis::font(TypeStyle::Small), c.text3,
              Qt::AlignRight | Qt::AlignVCenter);
    const QString note = noteOf(m_row);
    const int noteHeight = note.isEmpty() ? 0 : textHeightIn(dermis::font(TypeStyle::Small), note, text.width());
    painter.setFont(dermis::font(TypeStyle::Body));
    painter.setPen(m_row.applies ? c.text : c.text2);
    painter.drawText(text.adjusted(0, 0, 0, -noteHeight), Qt::TextWordWrap | Qt::AlignVCenter, m_item.text);
    painter.setFont(dermis::font(TypeStyle::Small));
    painter.setPen(c.text2);
    painter.drawText(text.adjusted(0, height() - noteHeight - gridPadding, 0, 0), Qt::TextWordWrap, note);
    if (chosen() < 0 && m_row.applies)
        paintIcon(painter, Icon::SeverityNotAsked, QRectF(left - markSize - 8, (height() - 16) / 2.0, 16, 16), c.notAskedText);
    for (int index = 0; index < columnCount(); ++index) {
        const QRectF mark(left + index * column + (column - markSize) / 2.0, (height() - markSize) / 2.0, markSize, markSize);
        const bool on = index == chosen();
        const QColor fill = isEditable() ? c.accent : c.control;
        paintBox(painter, mark, markSize / 2.0, on ? fill : c.panel, on ? fill : c.control);
        if (on)
            paintIcon(painter, Icon::Check, mark.adjusted(2, 2, -2, -2), c.onAccent);
    }
    paintLowerLine(painter, rect(), c.line);
}

void GridRow::choose(int column)
{
    const bool isUnsure = column == columnCount() - 1;
    Q_EMIT answered(column < 0 ? Answer{} : isUnsure ? Answer::unsure() : Answer::of(m_item.options.at(column).value));
}

void GridRow::mousePressEvent(QMouseEvent *event)
{
    const int left = columnsLeft(m_item, width());
    const int x = static_cast<int>(event->position().x());
    if (isEditable() && x >= left && x < width() - gridMargin)
        choose((x - left) / columnWidth(m_item));
}

bool GridRow::chooseByKey(const QKeyEvent &event)
{
    const int digit = event.text().toInt();
    const bool isQuestionMark = event.text() == u"?"_s || event.text() == u"/"_s;
    if (isQuestionMark || (digit >= 1 && digit < columnCount())) {
        choose(isQuestionMark ? columnCount() - 1 : digit - 1);
        Q_EMIT nextRequested();
        return true;
    }
    if (event.key() == Qt::Key_Backspace) {
        choose(-1);
        return true;
    }
    const int step = event.key() == Qt::Key_Left ? -1 : event.key() == Qt::Key_Right ? 1 : 0;
    const int next = std::clamp(chosen() + step, 0, columnCount() - 1);
    if (step != 0 && next != chosen() && (chosen() >= 0 || step > 0))
        choose(next);
    return step != 0;
}

void GridRow::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && isEditable() && chooseByKey(*event))
        return;
    switch (plain ? event->key() : 0) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isEditable() && (m_row.fromLastTime || m_row.filledIn))
            Q_EMIT answered(Answer(m_row.answer));
        Q_EMIT nextRequested();
        return;
    case Qt::Key_Down:
        return nextRequested();
    case Qt::Key_Up:
        return previousRequested();
    case Qt::Key_Space:
        return;
    default:
        QuestionRow::keyPressEvent(event);
    }
}

} // namespace dermis
