#include "ui/safety/findings_view.h"

#include "ui/safety/finding_words.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString keyText(const FindingKey &key)
{
    return key.rule + u'/' + key.zone;
}

QString meaningOf(SeverityMark mark)
{
    switch (mark) {
    case SeverityMark::Absolute:
        return FindingsView::tr("treatment stops until changed");
    case SeverityMark::Relative:
        return FindingsView::tr("the doctor weighs it, with a reason");
    case SeverityMark::Caution:
        return FindingsView::tr("go ahead with care");
    case SeverityMark::NotAsked:
        return FindingsView::tr("ask now; unanswered is never “no”");
    case SeverityMark::Note:
        return FindingsView::tr("for information");
    case SeverityMark::Clear:
        break;
    }
    return {};
}

TextLabel *wrapped(const QString &text, TypeStyle style, Token colour)
{
    auto *label = new TextLabel(text, style, colour);
    label->setWrapped(true);
    label->setContentsMargins(44, 4, 12, 4);
    return label;
}

} // namespace

FindingsView::FindingsView(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Findings"));
}

void FindingsView::show(const SafetyCheck &check, const FindingsSetting &setting)
{
    m_setting = setting;
    const Content content = contentFor(check);
    if (widget() && content == m_content)
        return; // what is under the mouse or the keys stays
    m_content = content;
    const int scrolled = verticalScrollBar()->value();
    const qsizetype worked = cardWithKeyboard();
    build();
    verticalScrollBar()->setValue(scrolled);
    if (worked >= 0)
        giveKeyboard(worked);
}

void FindingsView::build()
{
    m_cards.clear();
    auto *content = new QWidget;
    m_rows = new QVBoxLayout(content);
    m_rows->setContentsMargins(1, 0, 1, 8);
    m_rows->setSpacing(0);
    for (const Row &row : std::as_const(m_content.rows))
        addRow(row);
    addReasons();
    m_rows->addStretch(1);
    if (QWidget *old = takeWidget())
        old->deleteLater(); // what asked for it is in there
    setWidget(content);
    content->setBackgroundRole(QPalette::Base);
    content->show();
    content->layout()->activate();
    orderTabs(*this, *content);
}

/// The card that is being worked on; -1 when the keyboard is elsewhere.
qsizetype FindingsView::cardWithKeyboard() const
{
    const auto found = std::find_if(m_cards.begin(), m_cards.end(), [](const FindingCard *card) {
        return card->isAncestorOf(QApplication::focusWidget());
    });
    return found == m_cards.end() ? -1 : found - m_cards.begin();
}

/// To the card that stands there now, else to the first below it, else to the first of all.
void FindingsView::giveKeyboard(qsizetype card)
{
    for (FindingCard *below : m_cards.mid(card)) {
        if (below->firstControl())
            return focusCard(*below);
    }
    focusFirst();
}

void FindingsView::focusCard(FindingCard &card)
{
    widget()->layout()->activate();
    card.firstControl()->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(&card, 0, 0);
}

bool FindingsView::focusFirst()
{
    const auto first = std::find_if(m_cards.begin(), m_cards.end(),
                                    [](const FindingCard *card) { return card->firstControl() != nullptr; });
    if (first == m_cards.end())
        return false;
    focusCard(**first);
    return true;
}

FindingsView::Content FindingsView::contentFor(const SafetyCheck &check) const
{
    Content content;
    content.rows = firedRows(check) + openRows(check);
    for (const Finding &finding : check.assessment.withOutcome(Outcome::Clear))
        content.clear << tr("%1: %2. %3").arg(finding.rule->code, finding.rule->title, becauseOf(finding));
    if (!check.assessment.notYetChecked.isEmpty()) {
        const QString why = check.facts.plan.deviceProduct.isNull()
                                ? tr("Not checked by this version, or not without a device from Products in the plan: %1")
                                : tr("Not checked by this version: %1");
        content.notChecked = why.arg(check.assessment.notYetChecked.join(u", "_s));
    }
    return content;
}

QList<FindingsView::Row> FindingsView::firedRows(const SafetyCheck &check) const
{
    const QList<Finding> fired = check.assessment.withOutcome(Outcome::Fired);
    QList<Row> rows;
    for (const SeverityMark mark :
         {SeverityMark::Absolute, SeverityMark::Relative, SeverityMark::Caution, SeverityMark::Note}) {
        QList<Row> group;
        for (const Finding &finding : fired) {
            if (markOf(finding) == mark)
                group << rowOf(finding, check);
        }
        if (!group.isEmpty())
            rows << Row{.head = mark, .count = static_cast<int>(group.size())} << group;
    }
    return rows;
}

FindingsView::Row FindingsView::rowOf(const Finding &finding, const SafetyCheck &check) const
{
    Row row{.card = contentOf(finding, check, m_setting), .finding = {finding.rule->code, finding.zone}};
    if (row.card.wantsDecision)
        row.card.covered = !m_leftOut.contains(keyText(row.finding));
    return row;
}

QList<FindingsView::Row> FindingsView::openRows(const SafetyCheck &check) const
{
    const QList<OpenQuestion> open = openQuestions(check.assessment, m_setting.form);
    if (open.isEmpty())
        return {};
    QList<Row> rows{Row{.head = SeverityMark::NotAsked, .count = static_cast<int>(open.size())}};
    for (const OpenQuestion &one : open)
        rows << rowOf(one);
    return rows;
}

void FindingsView::addRow(const Row &row)
{
    if (row.count > 0) {
        m_rows->addWidget(new FindingGroupHead(row.head, severityWord(row.head), row.count, meaningOf(row.head)));
        return;
    }
    auto *card = new FindingCard(row.card);
    m_rows->addWidget(card);
    m_cards << card;
    connect(card, &FindingCard::actionRequested, this, [this, row](FindingAction action) { act(row, action); });
    connect(card, &FindingCard::coveredChanged, this, [this, key = row.finding](bool covered) { cover(key, covered); });
}

void FindingsView::act(const Row &row, FindingAction action)
{
    switch (action) {
    case FindingAction::Seen:
        Q_EMIT seenRequested(row.finding);
        break;
    case FindingAction::StillSo:
        Q_EMIT stillSoRequested(row.question);
        break;
    case FindingAction::AnswerYes:
    case FindingAction::AnswerNo:
        Q_EMIT answerRequested(row.question, action == FindingAction::AnswerYes);
        break;
    case FindingAction::OpenQuestion:
        Q_EMIT questionRequested(row.question);
        break;
    case FindingAction::OpenPlan:
        Q_EMIT planRequested();
        break;
    case FindingAction::TabletsStarted:
        Q_EMIT tabletsStarted();
        break;
    }
}

void FindingsView::cover(const FindingKey &key, bool covered)
{
    if (covered)
        m_leftOut.remove(keyText(key));
    else
        m_leftOut.insert(keyText(key));
    const auto row = std::ranges::find(m_content.rows, key, &Row::finding);
    if (row != m_content.rows.end())
        row->card.covered = covered;
    Q_EMIT coveredChanged();
}

QList<FindingKey> FindingsView::covered() const
{
    QList<FindingKey> keys;
    for (const Row &row : m_content.rows) {
        if (row.card.covered.value_or(false))
            keys << row.finding;
    }
    return keys;
}

QList<FindingAction> FindingsView::actionsFor(const OpenQuestion &open) const
{
    const Item *item = m_setting.form.find(open.operand);
    const bool isAnothers = item && item->isDoctorsOnly() && !m_setting.mayDecide;
    if (!m_setting.mayAnswer || isAnothers)
        return {};
    if (open.isOfPlan())
        return {FindingAction::OpenPlan};
    if (!item)
        return {};
    const bool isPlain = item->type == ItemType::Boolean && !item->isDoctorsOnly() &&
                         m_setting.form.repeatingGroupsAround(open.operand).isEmpty();
    const bool isSeen = !m_setting.form.repeatingGroupsAround(open.operand).isEmpty(); // skin is looked at again
    const QList<FindingAction> stillSo = open.earlier.isEmpty() || isSeen ? QList<FindingAction>() : QList{FindingAction::StillSo};
    if (isPlain)
        return stillSo + QList{FindingAction::AnswerYes, FindingAction::AnswerNo};
    return stillSo + QList{FindingAction::OpenQuestion};
}

FindingsView::Row FindingsView::rowOf(const OpenQuestion &open) const
{
    FindingCardContent content;
    content.mark = SeverityMark::NotAsked;
    content.title = open.title;
    if (!open.context.isEmpty())
        content.lines << tr("After: %1").arg(open.context);
    if (!open.earlier.isEmpty())
        content.lines << open.earlier;
    const QString needed = tr("Needed by %1").arg(open.rules.join(u", "_s));
    const QString number = open.number.isEmpty() ? QString() : tr("Question %1").arg(open.number);
    QStringList last{open.word, number, needed};
    last.removeAll(QString());
    content.lines << last.join(u" · "_s);
    const Item *item = m_setting.form.find(open.operand);
    if (item && item->isDoctorsOnly() && !m_setting.mayDecide)
        content.lines << tr("The dermatologist answers this.");
    content.actions = actionsFor(open);
    return {.card = content, .question = open.operand};
}

void FindingsView::addReasons()
{
    m_why = new QWidget;
    auto *lines = new QVBoxLayout(m_why);
    lines->setContentsMargins(0, 4, 0, 4);
    lines->setSpacing(0);
    for (const QString &reason : std::as_const(m_content.clear))
        lines->addWidget(wrapped(reason, TypeStyle::Small, &Tokens::text2));
    m_rows->addWidget(m_why);
    m_why->setVisible(m_whyShown);
    if (!m_content.notChecked.isEmpty())
        m_rows->addWidget(wrapped(m_content.notChecked, TypeStyle::Small, &Tokens::text2));
}

void FindingsView::setWhyShown(bool shown)
{
    m_whyShown = shown;
    if (!m_why)
        return;
    m_why->setVisible(shown);
    if (shown) {
        widget()->layout()->activate();
        ensureWidgetVisible(m_why, 0, 0);
    }
}

} // namespace dermis
