#include "ui/safety/finding_card.h"

#include "ui/context/words.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice_button.h"
#include "ui/widgets/text_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int barWidth = 4;
constexpr int markColumn = 44;

QString actionWords(FindingAction action)
{
    switch (action) {
    case FindingAction::Seen:
        return FindingCard::tr("Seen");
    case FindingAction::StillSo:
        return FindingCard::tr("Still so");
    case FindingAction::AnswerYes:
        return FindingCard::tr("Yes");
    case FindingAction::AnswerNo:
        return FindingCard::tr("No");
    case FindingAction::OpenQuestion:
        return FindingCard::tr("Answer…");
    case FindingAction::OpenPlan:
        return FindingCard::tr("Open the plan…");
    case FindingAction::TabletsStarted:
        break;
    }
    return FindingCard::tr("Tablets started");
}

} // namespace

FindingCard::FindingCard(const FindingCardContent &content, QWidget *parent)
    : QWidget(parent), m_content(content)
{
    setAccessibleName(sentences(QStringList{severityWord(content.mark), content.title} + content.lines));
    setAccessibleDescription(content.state);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(markColumn, 6, 12, 7);
    row->setSpacing(8);
    row->addWidget(makeWords(), 1);
    addActions(*row);
}

QWidget *FindingCard::makeWords()
{
    auto *words = new QWidget;
    auto *column = new QVBoxLayout(words);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *title = new TextLabel(m_content.title, TypeStyle::BodyStrong);
    title->setWrapped(true);
    column->addWidget(title);
    for (const QString &line : std::as_const(m_content.lines)) {
        auto *label = new TextLabel(line, TypeStyle::Small, &Tokens::text2);
        label->setWrapped(true);
        column->addWidget(label);
    }
    column->addStretch(1);
    return words;
}

void FindingCard::addActions(QHBoxLayout &row)
{
    if (!m_content.state.isEmpty())
        row.addWidget(new TextLabel(m_content.state, TypeStyle::Body, &Tokens::clearText));
    if (m_content.covered) {
        m_covered = new QCheckBox(tr("Decide"));
        m_covered->setChecked(*m_content.covered);
        m_covered->setAccessibleName(tr("The decision covers: %1").arg(m_content.title));
        connect(m_covered, &QCheckBox::toggled, this, &FindingCard::coveredChanged);
        row.addWidget(m_covered);
    }
    for (const FindingAction action : std::as_const(m_content.actions)) {
        m_buttons << makeButton(action);
        row.addWidget(m_buttons.last());
    }
}

QAbstractButton *FindingCard::makeButton(FindingAction action)
{
    const QString text = actionWords(action);
    QAbstractButton *button = nullptr;
    if (action == FindingAction::AnswerYes || action == FindingAction::AnswerNo) {
        const bool yes = action == FindingAction::AnswerYes;
        button = new ChoiceButton(text, yes ? tr("Y", "key for yes") : tr("N", "key for no"));
        button->setCheckable(false);
        button->setFocusPolicy(Qt::StrongFocus);
    } else if (action == FindingAction::StillSo) {
        button = new ChoiceButton(text, tr("S", "key for still so"));
        button->setCheckable(false);
        button->setFocusPolicy(Qt::StrongFocus);
    } else {
        auto *plain = new Button(text);
        plain->setSmall(true);
        button = plain;
    }
    button->setAccessibleName(tr("%1: %2").arg(text, m_content.title));
    connect(button, &QAbstractButton::clicked, this, [this, action] { Q_EMIT actionRequested(action); });
    return button;
}

bool FindingCard::isCovered() const
{
    return m_covered && m_covered->isChecked();
}

QWidget *FindingCard::firstControl() const
{
    if (m_covered)
        return m_covered;
    return m_buttons.isEmpty() ? nullptr : m_buttons.first();
}

/// Y and N answer; Enter presses the button that has the keyboard.
void FindingCard::keyPressEvent(QKeyEvent *event)
{
    const QString typed = event->text().toUpper();
    const bool isYes = typed == u"Y"_s || typed == tr("Y", "key for yes");
    const bool isNo = typed == tr("N", "key for no");
    const bool isStillSo = typed == u"S"_s || typed == tr("S", "key for still so");
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto focused = std::find_if(m_buttons.begin(), m_buttons.end(),
                                      [](const QAbstractButton *button) { return button->hasFocus(); });
    if (isYes && m_content.actions.contains(FindingAction::AnswerYes))
        Q_EMIT actionRequested(FindingAction::AnswerYes);
    else if (isNo && m_content.actions.contains(FindingAction::AnswerNo))
        Q_EMIT actionRequested(FindingAction::AnswerNo);
    else if (isStillSo && m_content.actions.contains(FindingAction::StillSo))
        Q_EMIT actionRequested(FindingAction::StillSo);
    else if (isEnter && !(event->modifiers() & Qt::ControlModifier) && focused != m_buttons.end())
        (*focused)->click();
    else
        QWidget::keyPressEvent(event);
}

void FindingCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const SeverityLook look = dermis::look(m_content.settled ? SeverityMark::Clear : m_content.mark);
    const bool isStop = m_content.mark == SeverityMark::Absolute && !m_content.settled;
    const QColor ground = isStop ? c.stopSoft : c.panel;
    painter.fillRect(rect(), ground);
    if (m_content.mark == SeverityMark::NotAsked) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.*look.solid);
        for (int y = 2; y < height(); y += 7)
            painter.drawEllipse(QRectF(0, y, barWidth, barWidth));
    } else {
        painter.fillRect(QRect(0, 0, barWidth, height()), m_content.settled ? c.clearLine : c.*look.solid);
    }
    const qreal middle = std::min(height() / 2.0, 32.0);
    paintIcon(painter, look.icon, QRectF(15, middle - 9, 18, 18), c.*look.text, ground);
    paintLowerLine(painter, rect(), c.line);
}

FindingGroupHead::FindingGroupHead(SeverityMark mark, const QString &word, int count, const QString &meaning,
                                   QWidget *parent)
    : QWidget(parent), m_mark(mark), m_word(word), m_count(count), m_meaning(meaning)
{
    setFixedHeight(24);
    setAccessibleName(tr("%1, %2. %3").arg(word).arg(count).arg(meaning));
}

void FindingGroupHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const SeverityLook look = dermis::look(m_mark);
    painter.fillRect(rect(), c.subtle);
    paintIcon(painter, look.icon, QRectF(12, 5, 14, 14), c.*look.text, c.subtle);
    const QFont strong = dermis::font(TypeStyle::SmallStrong);
    const QString head = tr("%1  %2").arg(m_word).arg(m_count);
    const int width = QFontMetrics(strong).horizontalAdvance(head);
    paintText(painter, QRectF(34, 0, width + 4, height()), head, strong, c.*look.text);
    paintText(painter, QRectF(34 + width + 14, 0, this->width() - width - 60, height()), m_meaning,
              dermis::font(TypeStyle::Small), c.text2);
    paintLowerLine(painter, rect(), c.line);
}

} // namespace dermis
