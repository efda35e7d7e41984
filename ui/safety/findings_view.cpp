#include "ui/safety/findings_view.h"

#include "ui/context/words.h"
#include "ui/safety/finding_words.h"
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

const Decision *earlierDecision(const Finding &finding, const QList<Decision> &decisions)
{
    const auto found = std::find_if(decisions.begin(), decisions.end(), [&](const Decision &decision) {
        return decision.rule == finding.rule->code && decision.zone == finding.zone;
    });
    return found == decisions.end() ? nullptr : &*found;
}

QString decidedLine(const Decision &decision)
{
    const QString what = verdictWords(decision.choice.verdict);
    const QString when = momentWords(decision.decidedAt);
    if (decision.choice.verdict == Verdict::Acknowledge)
        return FindingsView::tr("Seen by %1, %2").arg(decision.decidedByName, when);
    return FindingsView::tr("%1, by %2, %3: “%4”")
        .arg(what, decision.decidedByName, when, decision.choice.reason);
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
    for (const FindingCard *below : m_cards.mid(card)) {
        if (QWidget *control = below->firstControl())
            return control->setFocus(Qt::OtherFocusReason);
    }
    if (QWidget *control = firstControl())
        control->setFocus(Qt::OtherFocusReason);
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

FindingCardContent FindingsView::contentOf(const Finding &finding, const SafetyCheck &check) const
{
    FindingCardContent content;
    content.mark = markOf(finding);
    content.title = titleOf(finding);
    content.lines << tr("Because %1").arg(becauseOf(finding));
    const Decision *decision = answerTo(finding, check.decisions);
    const Decision *before = decision ? nullptr : earlierDecision(finding, check.decisions);
    if (decision) {
        content.settled =
            decision->choice.verdict != Verdict::Defer && decision->choice.verdict != Verdict::Refuse;
        content.state =
            finding.severity() == Severity::Caution ? tr("Seen") : verdictWords(decision->choice.verdict);
        content.lines << decidedLine(*decision);
    } else if (before) {
        content.state = tr("Open again");
        content.lines << tr("The rule or the answers changed since %1, so that decision no longer counts.")
                             .arg(dateWords(before->decidedAt.date()));
    }
    if (finding.rule->settledBy == SettledBy::Sheet)
        content.lines << tr("The signed sheet settles it. It does not stop the printing of the sheet.");
    else if (!decision && !finding.rule->action.isEmpty() && finding.severity() != Severity::Info)
        content.lines << tr("To do: %1").arg(finding.rule->action);
    content.lines << sourceOf(finding);
    if (!decision && finding.severity() == Severity::Caution && m_setting.mayAnswer)
        content.actions << FindingAction::Seen;
    const bool wantsDecision =
        finding.rule->settledBy == SettledBy::Decision && finding.severity() == Severity::Relative;
    if (wantsDecision && m_setting.mayDecide && !content.settled)
        content.covered = !m_leftOut.contains(keyText({finding.rule->code, finding.zone}));
    return content;
}

void FindingsView::addCard(const Finding &finding, const SafetyCheck &check)
{
    const FindingKey key{finding.rule->code, finding.zone};
    const FindingCardContent content = contentOf(finding, check);
    FindingCard *card = add(content);
    if (content.covered)
        m_coverable.insert(keyText(key), key);
    connect(card, &FindingCard::actionRequested, this, [this, key] { Q_EMIT seenRequested(key); });
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

/// One entry for each question, with every rule that waits for it.
QList<FindingsView::Open> FindingsView::openQuestions(const SafetyCheck &check) const
{
    QList<Open> open;
    for (const Finding &finding : check.assessment.findings) {
        if (!finding.isUnknown() || finding.severity() == Severity::Info)
            continue;
        const QString linkId = openQuestion(finding);
        const auto evidence = std::find_if(finding.evidence.begin(), finding.evidence.end(),
                                           [&](const Evidence &one) { return one.operand == linkId; });
        const auto known =
            std::find_if(open.begin(), open.end(), [&](const Open &one) { return one.linkId == linkId; });
        if (known != open.end()) {
            known->rules << finding.rule->code;
            continue;
        }
        const QString question =
            evidence == finding.evidence.end() ? finding.rule->title : evidence->question;
        const QString earlier =
            evidence != finding.evidence.end() && evidence->outOfDate
                ? tr("Was “%1” on %2, too old now.").arg(evidence->answer, dateWords(evidence->askedOn))
                : QString();
        open << Open{linkId, question, {finding.rule->code}, markWord(finding), earlier};
    }
    for (Open &one : open)
        one.rules.removeDuplicates();
    return open;
}

void FindingsView::addOpen(const SafetyCheck &check)
{
    const QList<Open> open = openQuestions(check);
    if (open.isEmpty())
        return;
    addHead(SeverityMark::NotAsked, severityWord(SeverityMark::NotAsked), static_cast<int>(open.size()));
    for (const Open &one : open)
        addQuestion(one);
}

void FindingsView::addQuestion(const Open &open)
{
    const Item *item = m_setting.form.find(open.linkId);
    FindingCardContent content;
    content.mark = SeverityMark::NotAsked;
    content.title = open.question;
    content.lines << (open.earlier.isEmpty() ? QStringList() : QStringList{open.earlier});
    const QString word = open.word == severityWord(SeverityMark::NotAsked) ? QString() : open.word + u". "_s;
    content.lines << word + tr("Needed by %1").arg(open.rules.join(u", "_s));
    const bool isPlain = item && item->type == ItemType::Boolean &&
                         m_setting.form.repeatingGroupsAround(open.linkId).isEmpty() &&
                         !item->isDoctorsOnly();
    const bool isAnothers = item && item->isDoctorsOnly() && !m_setting.mayDecide;
    if (isAnothers)
        content.lines << tr("The dermatologist answers this.");
    else if (isPlain && m_setting.mayAnswer)
        content.actions = {FindingAction::AnswerYes, FindingAction::AnswerNo};
    else if (item && m_setting.mayAnswer)
        content.actions = {FindingAction::OpenQuestion};
    FindingCard *card = add(content);
    const QString linkId = open.linkId;
    connect(card, &FindingCard::actionRequested, this, [this, linkId](FindingAction action) {
        if (action == FindingAction::OpenQuestion)
            Q_EMIT questionRequested(linkId);
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

QWidget *FindingsView::firstControl() const
{
    for (const FindingCard *card : m_cards) {
        if (QWidget *control = card->firstControl())
            return control;
    }
    return nullptr;
}

} // namespace dermis
