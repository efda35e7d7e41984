#include "ui/safety/findings_view.h"

#include "ui/safety/finding_words.h"
#include "ui/safety/open_questions.h"
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
    const int scrolled = verticalScrollBar()->value();
    const qsizetype worked = cardWithKeyboard();
    m_setting = setting;
    m_coverable.clear();
    m_cards.clear();
    auto *content = new QWidget;
    m_rows = new QVBoxLayout(content);
    m_rows->setContentsMargins(1, 0, 1, 8);
    m_rows->setSpacing(0);
    addFired(check);
    addOpen(check);
    addClear(check);
    m_rows->addStretch(1);
    setWidget(content);
    content->setBackgroundRole(QPalette::Base);
    content->show();
    content->layout()->activate();
    verticalScrollBar()->setValue(scrolled);
    if (worked >= 0)
        giveKeyboard(worked);
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

void FindingsView::addHead(SeverityMark mark, const QString &word, int count)
{
    m_rows->addWidget(new FindingGroupHead(mark, word, count, meaningOf(mark)));
}

FindingCard *FindingsView::add(const FindingCardContent &content)
{
    auto *card = new FindingCard(content);
    m_rows->addWidget(card);
    m_cards << card;
    return card;
}

void FindingsView::addFired(const SafetyCheck &check)
{
    const QList<Finding> fired = check.assessment.withOutcome(Outcome::Fired);
    for (const SeverityMark mark :
         {SeverityMark::Absolute, SeverityMark::Relative, SeverityMark::Caution, SeverityMark::Note}) {
        QList<Finding> group;
        std::copy_if(fired.begin(), fired.end(), std::back_inserter(group),
                     [mark](const Finding &finding) { return markOf(finding) == mark; });
        if (group.isEmpty())
            continue;
        addHead(mark, severityWord(mark), static_cast<int>(group.size()));
        for (const Finding &finding : std::as_const(group))
            addCard(finding, check);
    }
}

void FindingsView::addCard(const Finding &finding, const SafetyCheck &check)
{
    const FindingKey key{finding.rule->code, finding.zone};
    FindingCardContent content = contentOf(finding, check, m_setting);
    if (content.wantsDecision) {
        content.covered = !m_leftOut.contains(keyText(key));
        m_coverable.insert(keyText(key), key);
    }
    const FindingCard *card = add(content);
    connect(card, &FindingCard::actionRequested, this, [this, key](FindingAction action) {
        if (action == FindingAction::TabletsStarted)
            Q_EMIT tabletsStarted();
        else if (action == FindingAction::OpenPlan)
            Q_EMIT planRequested();
        else
            Q_EMIT seenRequested(key);
    });
    connect(card, &FindingCard::coveredChanged, this, [this, key](bool covered) {
        if (covered)
            m_leftOut.remove(keyText(key));
        else
            m_leftOut.insert(keyText(key));
        Q_EMIT coveredChanged();
    });
}

QList<FindingKey> FindingsView::covered() const
{
    QList<FindingKey> keys;
    for (auto at = m_coverable.begin(); at != m_coverable.end(); ++at) {
        if (!m_leftOut.contains(at.key()))
            keys << at.value();
    }
    return keys;
}

void FindingsView::addOpen(const SafetyCheck &check)
{
    const QList<OpenQuestion> open = openQuestions(check.assessment, m_setting.form);
    if (open.isEmpty())
        return;
    addHead(SeverityMark::NotAsked, severityWord(SeverityMark::NotAsked), static_cast<int>(open.size()));
    for (const OpenQuestion &one : open)
        addQuestion(one);
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

void FindingsView::addQuestion(const OpenQuestion &open)
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
    const FindingCard *card = add(content);
    const QString linkId = open.operand;
    connect(card, &FindingCard::actionRequested, this, [this, linkId](FindingAction action) {
        if (action == FindingAction::OpenQuestion)
            Q_EMIT questionRequested(linkId);
        else if (action == FindingAction::OpenPlan)
            Q_EMIT planRequested();
        else if (action == FindingAction::StillSo)
            Q_EMIT stillSoRequested(linkId);
        else
            Q_EMIT answerRequested(linkId, action == FindingAction::AnswerYes);
    });
}

void FindingsView::addClear(const SafetyCheck &check)
{
    m_why = new QWidget;
    auto *lines = new QVBoxLayout(m_why);
    lines->setContentsMargins(0, 4, 0, 4);
    lines->setSpacing(0);
    for (const Finding &finding : check.assessment.withOutcome(Outcome::Clear))
        lines->addWidget(
            wrapped(tr("%1: %2. %3").arg(finding.rule->code, finding.rule->title, becauseOf(finding)),
                    TypeStyle::Small, &Tokens::text2));
    m_rows->addWidget(m_why);
    m_why->setVisible(m_whyShown);
    if (!check.assessment.notYetChecked.isEmpty())
        m_rows->addWidget(wrapped(
            tr("Not yet checked by this version: %1").arg(check.assessment.notYetChecked.join(u", "_s)),
            TypeStyle::Small, &Tokens::text2));
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
