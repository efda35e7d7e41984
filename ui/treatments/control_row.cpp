#include "ui/treatments/control_row.h"

#include "ui/context/words.h"
#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int longestDetail = 200;

} // namespace

ControlRow::ControlRow(const ControlState &state, const QString &proposal, bool mayNote, QWidget *parent)
    : QWidget(parent), m_state(state), m_mayNote(mayNote), m_tick(new QCheckBox)
{
    const bool isPersons = state.control->by == ProcessControl::By::Person;
    m_tick->setChecked(state.confirmed);
    m_tick->setEnabled(isPersons && mayNote);
    m_tick->setObjectName(u"tick-"_s + state.control->code);
    m_tick->setAccessibleName(tr("%1: %2").arg(state.control->code, state.control->text));
    m_tick->setAccessibleDescription(sentences(lines()));
    auto *words = makeWords();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 6, 12, 7);
    row->setSpacing(10);
    row->addWidget(m_tick, 0, Qt::AlignTop);
    row->addWidget(words, 1);
    const bool isToNote = isPersons && mayNote && !state.confirmed;
    if (isToNote && !state.control->detail.isEmpty())
        addDetail(*words->layout(), proposal);
    // Of the tick itself nothing is kept until core has kept it.
    connect(m_tick, &QCheckBox::clicked, this, [this](bool ticked) {
        m_tick->setChecked(m_state.confirmed);
        if (ticked)
            note(true);
        else
            Q_EMIT withdrawRequested(code());
    });
}

QWidget *ControlRow::makeWords()
{
    auto *words = new QWidget;
    auto *column = new QVBoxLayout(words);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    const bool isNo = m_state.noted && !m_state.noted->yes;
    auto *title = new TextLabel(isNo ? m_state.control->no : m_state.control->text, TypeStyle::BodyStrong,
                                isNo ? &Tokens::stopText : &Tokens::text);
    title->setWrapped(true);
    column->addWidget(title);
    for (const QString &line : lines()) {
        auto *label = new TextLabel(line, TypeStyle::Small, &Tokens::text2);
        label->setWrapped(true);
        column->addWidget(label);
    }
    return words;
}

QStringList ControlRow::lines() const
{
    const ProcessControl &control = *m_state.control;
    QStringList lines;
    if (m_state.noted) {
        const QString who = tr("%1, %2").arg(m_state.noted->byName, momentWords(m_state.noted->at));
        lines << (m_state.noted->detail.isEmpty() ? who : tr("%1: “%2”").arg(who, m_state.noted->detail));
    } else if (control.by == ProcessControl::By::Plan) {
        lines << (m_state.confirmed ? tr("Confirmed in the plan") : tr("To be confirmed in the plan"));
    } else if (control.by == ProcessControl::By::Program) {
        lines << (!m_state.against.isEmpty() ? m_state.against.join(u"; "_s)
                  : control.stage == ProcessControl::Stage::Close && !m_state.confirmed ? tr("Kept when the session is recorded")
                                                                                         : tr("Dermis sees to it"));
    }
    if (!m_state.confirmed && !control.care.isEmpty())
        lines << control.care;
    lines << tr("%1 · %2").arg(control.code, control.source);
    return lines;
}

void ControlRow::addDetail(QLayout &column, const QString &proposal)
{
    const ProcessControl &control = *m_state.control;
    m_detail = new QLineEdit(proposal);
    m_detail->setMaxLength(longestDetail);
    m_detail->setObjectName(u"detail-"_s + control.code);
    m_detail->setPlaceholderText(control.detailNeeded ? tr("%1 (needed)").arg(control.detail) : control.detail);
    m_detail->setAccessibleName(tr("%1: %2").arg(control.code, m_detail->placeholderText()));
    column.addWidget(m_detail);
    connect(m_detail, &QLineEdit::returnPressed, this, [this] { note(true); });
    if (control.no.isEmpty())
        return;
    auto *no = new Button(control.no, ButtonKind::Link);
    no->setSmall(true);
    no->setWrites();
    no->setObjectName(u"no-"_s + control.code);
    no->setAccessibleName(tr("%1: %2").arg(control.code, control.no));
    column.addWidget(no);
    column.setAlignment(no, Qt::AlignLeft);
    connect(no, &Button::clicked, this, [this] { note(false); });
}

/// What must be written beside it is asked for here, before core is.
void ControlRow::note(bool yes)
{
    const QString detail = m_detail != nullptr ? m_detail->text().simplified() : QString();
    const bool isNeeded = m_state.control->detailNeeded || !yes;
    if (isNeeded && detail.isEmpty() && m_detail != nullptr) {
        m_detail->setPlaceholderText(tr("Write first: %1").arg(m_state.control->detail));
        m_detail->setFocus(Qt::OtherFocusReason);
        return;
    }
    Q_EMIT noteRequested(code(), yes, detail);
}

bool ControlRow::isAwaited() const
{
    return m_state.control->stage == ProcessControl::Stage::Start && m_state.control->mandatory && !m_state.confirmed;
}

QString ControlRow::typed() const
{
    return m_detail != nullptr && m_detail->isModified() ? m_detail->text() : QString();
}

QWidget *ControlRow::firstControl() const
{
    return m_tick->isEnabled() ? m_tick : nullptr;
}

/// Its words tick it, too.
void ControlRow::mouseReleaseEvent(QMouseEvent *event)
{
    QWidget::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()) && m_tick->isEnabled())
        m_tick->click();
}

void ControlRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
    paintLowerLine(painter, rect(), tokens().line);
}

} // namespace dermis
