#include "ui/safety/safety_page.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/patients/record_access.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/earliest_date.h"
#include "core/safety/sign_decision.h"
#include "core/storage/database.h"
#include "core/storage/drafts.h"
#include "core/treatments/intake.h"
#include "core/treatments/readiness_watch.h"
#include "ui/context/clinic_context.h"
#include "ui/context/pane_switch.h"
#include "ui/context/password_proof.h"
#include "ui/context/words.h"
#include "ui/safety/decision_panel.h"
#include "ui/safety/deferral_note_sheet.h"
#include "ui/safety/finding_words.h"
#include "ui/safety/findings_view.h"
#include "ui/safety/report_sheet.h"
#include "ui/safety/rule_set_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int decisionWidth = 478;
enum Pane { FindingsPane, DecisionPane };

const QString antiviralRule = u"MN-INF-07"_s;

} // namespace

SafetyPage::SafetyPage(ClinicContext &context, QWidget *parent)
    : SafetyPage(context, systemPrintServer(), parent)
{
}

SafetyPage::SafetyPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : Page(context, parent)
    , m_draft(context,
              [this] { return decisionDraftBody(m_decision->typed(), m_decision->choice().has_value()); })
    , m_banner(new ErrorBanner)
    , m_findingsCard(new Card)
    , m_why(new Button(tr("Show why"), ButtonKind::Link))
    , m_report(new Button(tr("Report…"), ButtonKind::Link))
    , m_note(new Button(tr("Put-off note…"), ButtonKind::Link))
    , m_ruleSet(new RuleSetBar)
    , m_findings(new FindingsView)
    , m_decision(new DecisionPanel)
    , m_sheet(new SheetPane(context.prompter(), std::move(server)))
    , m_panes(new PaneSwitch({{tr("Findings"), m_findingsCard}, {tr("Decision"), m_decision, decisionWidth}}))
{
    build();
    connectParts();
}

void SafetyPage::build()
{
    m_why->setSmall(true);
    m_why->setCheckable(true);
    m_why->setAccessibleName(tr("Show why the other rules did not fire"));
    m_report->setSmall(true);
    m_report->setAccessibleName(tr("Print the whole report"));
    m_note->setSmall(true);
    m_note->setObjectName(u"deferralNote"_s);
    m_note->setAccessibleName(tr("Print the note for the patient who is put off"));
    m_findingsCard->addHeaderWidget(m_note);
    m_findingsCard->addHeaderWidget(m_report);
    m_findingsCard->addHeaderWidget(m_why);
    m_findingsCard->body()->addWidget(m_ruleSet);
    m_findingsCard->body()->addWidget(m_findings, 1);
    auto *panes = new QHBoxLayout;
    panes->setContentsMargins(16, 8, 16, 8);
    panes->setSpacing(10);
    panes->addWidget(m_findingsCard, 1);
    panes->addWidget(m_decision);
    auto *check = new QWidget;
    auto *column = new QVBoxLayout(check);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_panes);
    column->addLayout(panes, 1);
    m_stack = new QStackedWidget;
    m_stack->addWidget(check);
    m_stack->addWidget(m_sheet);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
}

void SafetyPage::connectParts()
{
    connect(&m_draft, &DraftKeeper::keepFailed, this, &SafetyPage::tell);
    connect(m_banner, &ErrorBanner::actionChosen, this, &SafetyPage::showNote);
    connect(m_note, &Button::clicked, this, &SafetyPage::showNote);
    connect(m_why, &Button::toggled, this, [this](bool shown) {
        m_why->setText(shown ? tr("Hide") : tr("Show why"));
        m_findings->setWhyShown(shown);
    });
    connect(m_report, &Button::clicked, this, &SafetyPage::showReport);
    connect(m_sheet, &SheetPane::closed, this, &SafetyPage::closeReport);
    connect(m_sheet, &SheetPane::printed, this, [this] {
        const auto kept = recordAccess(context().database(), context().actor(), context().now(), m_patient, AccessAct::Printed);
        if (!kept)
            tell(kept.error());
    });
    connect(m_ruleSet, &RuleSetBar::signOffRequested, this, &SafetyPage::signOff);
    connect(m_findings, &FindingsView::seenRequested, this, &SafetyPage::markSeen);
    connect(m_findings, &FindingsView::answerRequested, this, &SafetyPage::answer);
    connect(m_findings, &FindingsView::stillSoRequested, this, &SafetyPage::confirmStillSo);
    connect(m_findings, &FindingsView::coveredChanged, this, &SafetyPage::showDecision);
    connect(m_findings, &FindingsView::questionRequested, this, [this](const QString &linkId) {
        Q_EMIT goTo(Destination{Place::Intake, m_patient, {}, linkId});
    });
    connect(m_findings, &FindingsView::planRequested, this, [this] {
        Q_EMIT goTo(Destination{.place = Place::Record, .patient = m_patient, .plan = true});
    });
    connect(m_findings, &FindingsView::tabletsStarted, this, &SafetyPage::markTabletsStarted);
    connect(m_decision, &DecisionPanel::signRequested, this, &SafetyPage::sign);
    connect(m_decision, &DecisionPanel::changed, this, [this] {
        m_draft.touch();
        showDecision();
    });
}

QString SafetyPage::title() const
{
    return tr("Safety");
}

void SafetyPage::open(const Destination &destination)
{
    m_stack->setCurrentIndex(0);
    const bool isSame = destination.patient == m_patient && m_draft.key().author == context().actor().id;
    m_patient = destination.patient;
    m_banner->clear();
    refresh();
    if (!isSame)
        restoreDraft();
}

void SafetyPage::refresh()
{
    const auto check = checkSafety(context().database(), m_patient, context().today());
    if (!check)
        return tell(check.error());
    show(*check);
    if (isVisible())
        markReadinessSeen();
}

/// What changed is told until somebody saw it here.
void SafetyPage::markReadinessSeen()
{
    if (context().database().isReadOnly() || !context().isSignedIn())
        return;
    const auto seen = dermis::markReadinessSeen(context().database(), context().actor(), context().now(), m_patient);
    if (!seen)
        tell(seen.error());
}

void SafetyPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!m_patient.isNull())
        markReadinessSeen();
}

void SafetyPage::showReport()
{
    keepDraft();
    m_stack->setCurrentWidget(m_sheet);
    m_sheet->open(reportToPrint(context(), m_patient));
}

/// What the patient takes home: what was put off, why, and from when to come back.
void SafetyPage::showNote()
{
    keepDraft();
    m_banner->clear();
    m_stack->setCurrentWidget(m_sheet);
    m_sheet->open(deferralNoteToPrint(context(), m_patient));
}

void SafetyPage::closeReport()
{
    m_stack->setCurrentIndex(0);
    m_sheet->clear();
    m_report->setFocus(Qt::OtherFocusReason);
}

void SafetyPage::show(const SafetyCheck &check)
{
    const auto form = currentQuestionnaire(context().database(), intakeUrl());
    if (!form)
        return tell(form.error());
    m_check = check;
    m_isShown = true;
    const Roles roles = context().actor().roles;
    const int rules = static_cast<int>(check.inForce.rules->rules().size());
    const int clear = static_cast<int>(check.assessment.withOutcome(Outcome::Clear).size());
    m_findingsCard->setTitle(tr("Safety check, %1").arg(momentWords(context().now())));
    const QString ruleSet = check.inForce.adjustments.isEmpty()
                                ? check.inForce.rules->version()
                                : tr("%1 as set by the practice").arg(check.inForce.rules->version());
    m_findingsCard->setNote(tr("rule set %1, %2 rules, %3 did not fire").arg(ruleSet).arg(rules).arg(clear));
    m_ruleSet->show(check.inForce, may(roles, Permission::SignRuleSet), context().isEncrypted());
    m_findings->show(check,
                     {form->questionnaire, may(roles, Permission::Answers), may(roles, Permission::Decide)});
    const auto putOff = openDeferral(context().database(), context().actor(), m_patient);
    m_note->setVisible(putOff && putOff->has_value());
    const auto open = check.open().size();
    m_panes->setTitle(0, open > 0 ? tr("Findings %1").arg(open) : tr("Findings"));
    showDecision();
}

QList<FindingKey> SafetyPage::coveredBy(Verdict verdict) const
{
    QList<FindingKey> keys;
    for (const FindingKey &key : m_findings->covered()) {
        const Finding *finding = m_check.assessment.find(key.rule, key.zone);
        if (finding && possibleVerdicts(m_check.assessment, *finding).contains(verdict))
            keys << key;
    }
    for (const Finding &finding : m_check.assessment.withOutcome(Outcome::Fired)) {
        const bool waits = finding.severity() == Severity::Absolute &&
                           (verdict == Verdict::Defer || verdict == Verdict::Refuse);
        if (waits && possibleVerdicts(m_check.assessment, finding).contains(verdict))
            keys << FindingKey{finding.rule->code, finding.zone};
    }
    return keys;
}

QStringList SafetyPage::decidedLines() const
{
    QStringList lines;
    for (const Decision &decision : m_check.decisions) {
        const Finding *finding = m_check.assessment.find(decision.rule, decision.zone);
        const bool holds = finding && finding->outcome == Outcome::Fired && decision.answers(*finding);
        if (!holds || decision.choice.verdict == Verdict::Acknowledge)
            continue;
        const bool defers = decision.choice.verdict == Verdict::Defer;
        const QString what = defers ? tr("Deferred until %1").arg(dateWords(decision.choice.deferUntil))
                                    : verdictWords(decision.choice.verdict);
        const QString line = tr("%1, by %2, %3: “%4” (%5)");
        lines << line.arg(what, decision.decidedByName, momentWords(decision.decidedAt),
                          decision.choice.reason, titleOf(*finding));
    }
    return lines;
}

/// What a decision does not settle: "2 absolute, 3 questions open".
QString SafetyPage::openWords() const
{
    int absolute = 0;
    QStringList questions;
    for (const Finding &finding : m_check.open()) {
        if (finding.isUnknown())
            questions << openQuestion(finding);
        else if (finding.severity() == Severity::Absolute && !comesAfterSheet(finding.rule->settledBy))
            ++absolute;
    }
    questions.removeDuplicates();
    QStringList parts;
    if (absolute > 0)
        parts << tr("%1 absolute").arg(absolute);
    if (!questions.isEmpty())
        parts << (questions.size() == 1 ? tr("1 question open")
                                        : tr("%1 questions open").arg(questions.size()));
    return parts.join(u", "_s);
}

void SafetyPage::showDecision()
{
    DecisionSetting setting;
    setting.mayDecide = may(context().actor().roles, Permission::Decide);
    setting.asksPassword = setting.mayDecide && context().isEncrypted();
    setting.doctor = setting.mayDecide ? context().actor().name : QString();
    for (const Verdict verdict : {Verdict::Proceed, Verdict::Modify, Verdict::Defer, Verdict::Refuse}) {
        if (!coveredBy(verdict).isEmpty())
            setting.possible << verdict;
    }
    const bool absoluteOpen = !setting.possible.isEmpty() && !setting.possible.contains(Verdict::Proceed);
    setting.closedBecause = absoluteOpen ? tr("Closed while an absolute finding is open") : QString();
    const EarliestDate date = earliestDate(m_check.assessment, m_check.decisions);
    setting.earliest = date.earliest();
    setting.latest = date.latest;
    setting.arithmetic = date.lines();
    setting.actions = actionsOf(date);
    setting.today = context().today();
    const auto chosen = m_decision->choice();
    const QList<FindingKey> covered =
        coveredBy(chosen ? chosen->verdict : setting.possible.value(0, Verdict::Proceed));
    setting.covered = static_cast<int>(covered.size());
    setting.antiviral = std::any_of(covered.begin(), covered.end(),
                                    [](const FindingKey &key) { return key.rule == antiviralRule; });
    setting.open = openWords();
    setting.decided = decidedLines();
    m_decision->setSetting(setting);
}

void SafetyPage::markSeen(const FindingKey &finding)
{
    Choice seen;
    seen.verdict = Verdict::Acknowledge;
    const auto done = recordDecision(context().database(), context().actor(), context().now(), m_patient,
                                     m_check.facts, m_check.assessment, {finding}, seen);
    settle(done ? Result<>() : Result<>(tl::unexpected(done.error())));
}

void SafetyPage::markTabletsStarted()
{
    if (const Decision *decision = antiviralDecision(m_check.decisions))
        settle(markAntiviralStarted(context().database(), context().actor(), context().now(), decision->id));
}

void SafetyPage::answer(const QString &linkId, bool yes)
{
    const auto keep = [&]() -> Result<> {
        Database &database = context().database();
        const StoredQuestionnaire form = TRY(currentQuestionnaire(database, intakeUrl()));
        const auto saved = TRY(latestResponse(database, m_patient, intakeUrl()));
        Response response = saved ? carryOver(form.questionnaire, saved->response) : Response{};
        response.setAnswer(form.questionnaire, {linkId, {}}, Answer::of(yes));
        const IntakeToKeep intake{m_patient, form.id, saved ? saved->entry.id : ResponseId(), QString()};
        const DraftKey key = intakeDraftKey(m_patient, context().actor().id);
        if (TRY(findDraft(database, key)))
            return fail(ErrorCode::Conflict, u"an intake draft of this patient is open"_s);
        TRY(keepIntake(database, context().actor(), context().now(), intake, response));
        return {};
    };
    const auto kept = keep();
    if (!kept && kept.error().code == ErrorCode::Conflict) {
        // The answer belongs into the draft, or it would be overtaken by what is saved here.
        Q_EMIT goTo(Destination{Place::Intake, m_patient, {}, linkId});
        return;
    }
    settle(kept);
}

/// Into an open intake draft it is answered there, or it would be overtaken by what is saved here.
void SafetyPage::confirmStillSo(const QString &linkId)
{
    Database &database = context().database();
    const auto draft = findDraft(database, intakeDraftKey(m_patient, context().actor().id));
    if (draft && draft->has_value()) {
        Q_EMIT goTo(Destination{Place::Intake, m_patient, {}, linkId});
        return;
    }
    const auto kept = dermis::confirmStillSo(database, context().actor(), context().now(), m_patient, {linkId});
    settle(kept ? Result<>() : tl::unexpected(kept.error()));
}

void SafetyPage::sign(const Choice &choice, const QString &password)
{
    m_decision->setBusy(true);
    provePassword(this, context(), password, [this, choice, patient = m_patient](const Result<> &proven) {
        m_decision->setBusy(false);
        if (patient != m_patient)
            return; // the typing is that patient's draft
        if (proven)
            return keepDecision(choice);
        tellProof(proven.error());
        m_decision->askPasswordAgain();
    });
}

void SafetyPage::tellProof(const Error &error)
{
    const ErrorWords told = proofWords(context(), error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

void SafetyPage::keepDecision(const Choice &choice)
{
    m_draft.forget();
    const auto done = signDecision(context().database(), context().actor(), context().now(), m_patient,
                                   m_check, coveredBy(choice.verdict), choice);
    if (done)
        m_decision->clear();
    else
        m_draft.touch();
    if (!done && done.error().code == ErrorCode::Conflict)
        return showTheirs();
    settle(done);
    if (done)
        focusFirst();
    if (done && choice.verdict == Verdict::Defer)
        m_banner->tell({BannerKind::Done, tr("Deferred until %1").arg(dateWords(choice.deferUntil)), choice.reason,
                        {tr("Print the patient's note")}});
}

void SafetyPage::signOff(const Adjustments &adjustments, const QString &password)
{
    provePassword(this, context(), password, [this, adjustments](const Result<> &proven) {
        if (!proven)
            return tellProof(proven.error());
        keepRuleSet(adjustments);
    });
}

void SafetyPage::keepRuleSet(const Adjustments &adjustments)
{
    const QString ownRules = m_check.inForce.practice ? m_check.inForce.practice->version : QString();
    const auto done = signOffRuleSet(context().database(), context().actor(), context().now(), adjustments, ownRules);
    if (!done)
        return tell(done.error());
    settle({});
    focusFirst();
    QStringList changed;
    for (auto at = done->adjustments.begin(); at != done->adjustments.end(); ++at)
        changed << tr("%1 %2: %3")
                       .arg(at.key(), done->rules->rule(at.key())->title, severityWord(markOf(at.value())));
    m_banner->tell(
        {BannerKind::Done,
         tr("Rule set %1 is signed off").arg(done->rules->version()),
         changed.isEmpty()
             ? tr("Every rule stands as shipped.")
             : tr("Set by the practice: %1. All else stands as shipped.").arg(changed.join(u"; "_s)),
         {}});
}

/// Somebody else decided meanwhile: theirs is shown, what is typed stays, and signing again is a choice made with both in view.
void SafetyPage::showTheirs()
{
    const auto now = decisions(context().database(), m_patient);
    if (!now || now->isEmpty())
        return tell(now ? Error{} : now.error());
    const Decision theirs = now->first();
    m_draft.flush();
    refresh();
    restoreDraft();
    m_banner->tell({BannerKind::Conflict,
                    tr("%1 decided this at %2: %3").arg(theirs.decidedByName, timeWords(theirs.decidedAt), verdictWords(theirs.choice.verdict)),
                    tr("Their reason: \"%1\". Nothing is lost: yours is still typed here. Sign it to put it in the place of theirs, "
                       "or leave theirs.").arg(theirs.choice.reason),
                    {}});
}

void SafetyPage::settle(const Result<> &done)
{
    if (!done)
        return tell(done.error());
    m_banner->clear();
    context().announceRecordChanged(m_patient);
    refresh();
}

void SafetyPage::keepDraft()
{
    m_draft.flush();
}

void SafetyPage::restoreDraft()
{
    m_draft.setKey({m_patient.value(), decisionDraftForm(), context().actor().id});
    const auto draft = findDraft(context().database(), m_draft.key());
    if (!draft)
        return tell(draft.error());
    const auto typed = *draft ? decisionFromDraft((*draft)->body) : std::nullopt;
    if (typed)
        m_decision->setTyped(typed->choice, typed->chosen);
    else
        m_decision->clear();
    showDecision();
}

void SafetyPage::focusFirst()
{
    m_panes->choose(FindingsPane);
    if (m_findings->focusFirst())
        return;
    m_panes->choose(DecisionPane);
    m_decision->firstControl()->setFocus(Qt::OtherFocusReason);
}

/// The digits choose wherever the keyboard is, but in a line.
void SafetyPage::keyPressEvent(QKeyEvent *event)
{
    if (event->text() == u"r" && m_stack->currentWidget() != m_sheet)
        return showReport();
    const int digit = event->text().toInt();
    if (digit >= 1 && digit <= 4)
        m_panes->choose(DecisionPane);
    if (!m_decision->chooseByKey(*event))
        Page::keyPressEvent(event);
}

QList<KeyLine> SafetyPage::keys() const
{
    return {{tr("Y, N"), tr("answer a question here")},
            {tr("Enter"), tr("do what the button says")},
            {tr("1 to 4"), tr("choose the decision")},
            {tr("Tab"), tr("on to the reason")},
            {tr("Ctrl+Enter"), tr("sign the decision")},
            {tr("R"), tr("the whole report, on paper or as PDF")}};
}

QList<QWidget *> SafetyPage::panes() const
{
    if (m_stack->currentWidget() == m_sheet)
        return {m_sheet};
    return {m_findings, m_decision};
}

void SafetyPage::setCompact(bool compact)
{
    m_panes->setCompact(compact);
}

void SafetyPage::tell(const Error &error)
{
    const ErrorWords words = dermis::words(error);
    m_banner->tell({BannerKind::Stop, words.title, words.detail, {}});
}

} // namespace dermis
