#include "ui/consents/consent_page.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/whole_file.h"
#include "core/consents/sheet_letterhead.h"
#include "core/patients/patient_repository.h"
#include "ui/consents/checks_row.h"
#include "ui/printing/print_panel.h"
#include "ui/printing/sheet_pane.h"
#include "ui/consents/scan_drop.h"
#include "ui/consents/scan_fields.h"
#include "ui/consents/sheet_choices.h"
#include "ui/consents/screen_signing_view.h"
#include "ui/consents/signing_view.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/pane_switch.h"
#include "ui/context/words.h"
#include "ui/theme/painting.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/print_preview.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/status_step.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedWidget>

#include <utility>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int choicesWidth = 222;
constexpr int statusWidth = 292;

TextLabel *wrappedLabel(const QString &text, TypeStyle style, Token colour)
{
    auto *label = new TextLabel(text, style, colour);
    label->setWrapped(true);
    return label;
}

/// In groups of four, as people compare it with the paper.
QString groupedFingerprint(QString fingerprint)
{
    for (qsizetype at = fingerprint.size() - 4; at > 0; at -= 4)
        fingerprint.insert(at, u'-');
    return fingerprint;
}

/// A pane on panel colour with a line on one side.
class SidePane : public QScrollArea
{
public:
    explicit SidePane(QWidget *content)
    {
        setWidget(content);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setFocusPolicy(Qt::NoFocus);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        content->setAutoFillBackground(true);
        content->setBackgroundRole(QPalette::Base);
        connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
            if (now && isAncestorOf(now))
                ensureWidgetVisible(now);
        });
    }
};

} // namespace

ConsentPage::ConsentPage(ClinicContext &context, QWidget *parent)
    : ConsentPage(context, systemPrintServer(), parent)
{
}

ConsentPage::ConsentPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : Page(context, parent)
    , m_banner(new ErrorBanner)
    , m_choices(new SheetChoices)
    , m_preview(new PrintPreview)
    , m_checks(new ChecksRow)
    , m_steps(new StatusSteps)
    , m_version(new SegmentedControl(tr("Which pages are shown"), {tr("As signed"), tr("As issued")}))
    , m_fingerprint(new TextLabel(QString(), TypeStyle::Mono))
    , m_closed(wrappedLabel(QString(), TypeStyle::Small, &Tokens::stopText))
    , m_primary(new Button(Icon::Print, QString(), ButtonKind::Primary))
    , m_onScreen(new Button(Icon::Pen, tr("Sign on screen")))
    , m_onPaper(wrappedLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_scan(new Button(Icon::Scan, tr("Scan signed sheet")))
    , m_whoSigned(new Button(Icon::Sign, tr("Who signed?")))
    , m_confirm(new Button(Icon::Check, tr("Confirm signatures"), ButtonKind::Primary))
    , m_notNow(new Button(tr("Not now"), ButtonKind::Link))
    , m_signingActions(new QWidget)
    , m_signingGap(wrappedLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_middle(new QStackedWidget)
    , m_signing(new SigningView)
    , m_desk(new QWidget)
    , m_screen(new ScreenSigningView)
    , m_save(new Button(Icon::Pdf, tr("Save PDF")))
    , m_new(new Button(Icon::Plus, tr("New sheet")))
    , m_safety(new Button(Icon::Shield, tr("See what is open"), ButtonKind::Link))
    , m_print(new PrintPanel(std::move(server)))
{
    auto *sheet = makeSheet();
    auto *panes = new QHBoxLayout;
    panes->setSpacing(0);
    panes->addWidget(m_choices);
    panes->addWidget(sheet, 1);
    panes->addWidget(makeStatus());
    m_panes = new PaneSwitch({{tr("Sheet"), sheet}, {tr("Form and risks"), m_choices, choicesWidth}});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_desk, 1);
    layout->addWidget(m_screen, 1);
    m_screen->hide();
    auto *desk = new QVBoxLayout(m_desk);
    desk->setContentsMargins(0, 0, 0, 0);
    desk->setSpacing(0);
    desk->addWidget(m_panes);
    desk->addLayout(panes, 1);
    connectParts();
}

QWidget *ConsentPage::makeSheet()
{
    auto *pane = new QWidget;
    auto *rows = new QVBoxLayout(pane);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_preview, 1);
    rows->addWidget(m_checks);
    m_middle->addWidget(pane);
    m_middle->addWidget(m_signing);
    return m_middle;
}

QWidget *ConsentPage::makeStatus()
{
    m_actions = new QWidget;
    auto *grid = new QGridLayout(m_actions);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    m_primary->setLarge(true);
    grid->addWidget(m_primary, 0, 0);
    auto *others = new QHBoxLayout;
    others->setSpacing(8);
    others->addWidget(m_save, 1);
    others->addWidget(m_new, 1);
    grid->addLayout(others, 1, 0);
    m_scan->setKey(QKeySequence(Qt::CTRL | Qt::Key_I));
    m_scan->setObjectName(u"scanSigned"_s);
    m_scan->setWrites();
    m_whoSigned->setObjectName(u"whoSigned"_s);
    m_onScreen->setKey(QKeySequence(Qt::CTRL | Qt::Key_G));
    m_onScreen->setObjectName(u"signOnScreen"_s);
    m_onScreen->setWrites();
    grid->addWidget(m_onScreen, 2, 0);
    grid->addWidget(m_onPaper, 3, 0);
    grid->addWidget(m_scan, 4, 0);
    grid->addWidget(m_whoSigned, 5, 0);
    auto *signing = new QVBoxLayout(m_signingActions);
    signing->setContentsMargins(0, 0, 0, 0);
    signing->setSpacing(8);
    m_confirm->setLarge(true);
    m_confirm->setWrites();
    m_confirm->setObjectName(u"confirmSigned"_s);
    m_confirm->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    signing->addWidget(m_signingGap);
    signing->addWidget(m_confirm);
    signing->addWidget(m_notNow, 0, Qt::AlignLeft);
    m_signingActions->hide();
    m_fingerprintField = new QWidget;
    auto *fingerprint = new QVBoxLayout(m_fingerprintField);
    fingerprint->setContentsMargins(0, 0, 0, 0);
    fingerprint->setSpacing(0);
    fingerprint->addWidget(new TextLabel(tr("Text fingerprint"), TypeStyle::Small, &Tokens::text2));
    fingerprint->addWidget(m_fingerprint);
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(14, 10, 14, 10);
    rows->setSpacing(8);
    rows->addWidget(new TextLabel(tr("Where this consent is"), TypeStyle::BodyStrong));
    rows->addWidget(m_steps);
    m_version->setObjectName(u"sheetVersion"_s);
    m_version->hide();
    rows->addWidget(m_version, 0, Qt::AlignLeft);
    rows->addWidget(m_fingerprintField);
    rows->addWidget(m_closed);
    rows->addWidget(m_safety, 0, Qt::AlignLeft);
    rows->addWidget(m_actions);
    rows->addWidget(m_signingActions);
    rows->addWidget(m_print);
    rows->addStretch(1);
    auto *pane = new SidePane(content);
    pane->setFixedWidth(statusWidth);
    return pane;
}

void ConsentPage::connectParts()
{
    connect(m_banner, &ErrorBanner::actionChosen, m_banner, &ErrorBanner::clear);
    connect(m_primary, &Button::clicked, this, &ConsentPage::startPrinting);
    connect(m_save, &Button::clicked, this, &ConsentPage::savePdf);
    connect(m_scan, &Button::clicked, this, &ConsentPage::askForScan);
    connect(m_whoSigned, &Button::clicked, this, [this] { showSigning({}); });
    connect(m_onScreen, &Button::clicked, this, &ConsentPage::startScreen);
    connect(m_screen, &ScreenSigningView::finishRequested, this, &ConsentPage::finishScreen);
    connect(m_screen, &ScreenSigningView::leaveRequested, this, [this] {
        closeScreen();
        focusFirst();
    });
    connect(m_confirm, &Button::clicked, this, &ConsentPage::confirmSigned);
    connect(m_notNow, &Button::clicked, this, &ConsentPage::closeSigning);
    connect(m_signing, &SigningView::settleRequested, this, &ConsentPage::settle);
    connect(m_signing, &SigningView::keepRequested, this, &ConsentPage::keepPaper);
    connect(m_signing, &SigningView::setAsideRequested, this, &ConsentPage::setAside);
    connect(m_signing, &SigningView::changed, this, [this] {
        const QString gap = m_signing->missing();
        m_confirm->setEnabled(gap.isEmpty());
        m_signingGap->setText(gap.isEmpty() ? tr("Confirmed under your name: %1").arg(context().actor().name) : tr("Still needed: %1").arg(gap));
    });
    auto *drop = new ScanDrop(context(), this);
    connect(drop, &ScanDrop::told, this, [this](const BannerText &text) { m_banner->tell(text); });
    connect(drop, &ScanDrop::filed, this, [this] {
        if (m_whoSigned->isVisible() || (isSigning() && m_signing->typed().isEmpty()))
            showSigning({});
    });
    connect(m_new, &Button::clicked, this, [this] {
        m_wantsNew = true;
        m_asIssued = false;
        showSheet();
    });
    connect(m_version, &SegmentedControl::chosen, this, [this](int which) {
        m_asIssued = which == 1;
        showPages();
    });
    connect(m_safety, &Button::clicked, this, [this] {
        Q_EMIT goTo(Destination{Place::Record, m_patient, RecordTab::Safety, {}});
    });
    connect(m_print, &PrintPanel::printRequested, this, &ConsentPage::sendToPrinter);
    connect(m_print, &PrintPanel::saveRequested, this, &ConsentPage::savePdf);
    connect(m_print, &PrintPanel::jobTold, this, [this](const QString &words) {
        m_printed = words;
        m_steps->setSteps(steps());
    });
    connect(m_print, &PrintPanel::closed, this, [this] {
        m_print->hide();
        m_actions->show();
        m_primary->setFocus(Qt::OtherFocusReason);
    });
    connect(m_choices, &SheetChoices::formChosen, this, [this](const QString &form) {
        m_form = form;
        refresh();
    });
    connect(m_choices, &SheetChoices::signingChosen, this, [this](bool readAloud, bool byMark) {
        m_readAloud = readAloud;
        m_byMark = byMark;
        showSheet();
    });
    connect(m_choices, &SheetChoices::languageChosen, this, [this](const QString &language) {
        m_language = language;
        showSheet();
    });
}

QString ConsentPage::title() const
{
    return tr("Consent");
}

ConsentRequest ConsentPage::request() const
{
    return {m_patient, m_form, m_language, m_readAloud, m_byMark};
}

void ConsentPage::open(const Destination &destination)
{
    if (destination.patient != m_patient) {
        m_readAloud = false;
        m_byMark = false;
        m_asksLanguage = true;
        m_wantsNew = false;
        m_printed.clear();
        m_print->hide();
        closeSigning();
        closeScreen();
    }
    m_patient = destination.patient;
    m_asIssued = false;
    m_printWaits = false;
    m_banner->clear();
    refresh();
}

void ConsentPage::refresh()
{
    if (const auto loaded = load(); !loaded)
        return tell(loaded.error());
    showSheet();
}

Result<> ConsentPage::load()
{
    Database &database = context().database();
    m_templates = TRY(formsToOffer(database, clinicTime(context().now()).date()));
    m_issued.reset();
    if (std::exchange(m_asksLanguage, false)) {
        const Patient whose = TRY(patient(database, m_patient));
        m_language = TRY(languageFor(database, m_form.isEmpty() ? ConsentRequest().templateName : m_form, whose.language, context().today()));
    }
    chooseUsual();
    for (const Consent &consent : TRY(consents(database, m_patient))) {
        const bool holds = consent.state == ConsentState::Issued || consent.state == ConsentState::Signed;
        if (holds && consent.templateName == m_form && !m_issued)
            m_issued = consent;
    }
    m_signedBy.clear();
    if (m_issued && m_issued->state == ConsentState::Signed) {
        const QList<Signature> signatures = TRY(signaturesOf(database, m_issued->id));
        QDate last;
        for (const Signature &one : signatures)
            last = std::max(last, one.signedOn);
        m_signedBy = tr("%1, %2 signatures").arg(dateWords(last)).arg(signatures.size());
    }
    m_choices->setForms(m_templates, m_form, m_language);
    return {};
}

/// What is chosen has to be there: else the same form in another language, else the usual one.
void ConsentPage::chooseUsual()
{
    if (form() != nullptr)
        return;
    const ConsentRequest usual;
    const auto same = std::ranges::find(m_templates, m_form, &ConsentTemplate::name);
    m_form = same == m_templates.end() ? usual.templateName : m_form;
    m_language = usual.language;
    if (form() == nullptr && same != m_templates.end())
        m_language = same->language;
}

/// The text that is chosen; null before any is known.
const ConsentTemplate *ConsentPage::form() const
{
    const auto found = std::ranges::find_if(
        m_templates, [this](const ConsentTemplate &one) { return one.name == m_form && one.language == m_language; });
    return found == m_templates.end() ? nullptr : &*found;
}

/// Something to take home: given, and nothing to sign.
bool ConsentPage::isInformation() const
{
    return form() != nullptr && form()->kind == FormKind::Information;
}

void ConsentPage::showSheet()
{
    m_isReady = false;
    if (m_primary->hasFocus()) { // closed for a moment: the keyboard waits here for it, not on "New sheet"
        m_focusWaits = true;
        m_preview->setFocus(Qt::OtherFocusReason);
    }
    const quint64 job = ++m_job;
    const auto done = [this, job](const Result<SheetView> &view) {
        if (job == m_job)
            showView(view);
    };
    const QString path = context().path();
    if (showsIssued())
        runInBackground(
            this, [path, now = context().now(), id = m_issued->id] { return issuedView(path, now, id); }, done);
    else
        runInBackground(
            this,
            [path, actor = context().actor(), now = context().now(), wanted = request()] {
                return draftView(path, actor, now, wanted);
            },
            done);
    showStatus();
}

void ConsentPage::showView(const Result<SheetView> &view)
{
    if (!view)
        return tell(view.error());
    m_view = *view;
    m_isReady = true;
    showPages();
    m_checks->setChecks(m_view.checks);
    m_choices->setOwnRisks(m_view.ownRisks);
    showStatus();
    if (std::exchange(m_focusWaits, false) && m_preview->hasFocus())
        focusFirst();
    if (std::exchange(m_printWaits, false))
        print();
    Q_EMIT shown();
}

bool ConsentPage::showsSigned() const
{
    return showsIssued() && m_view.sheet == m_issued->id && !m_view.signedPdf.isEmpty() && !m_asIssued;
}

/// A signed sheet as it was signed, unless the issued pages are wanted.
void ConsentPage::showPages()
{
    QString note = showsIssued() ? tr("Exactly what the printer gets") : tr("Draft, not for signing");
    if (showsSigned())
        note = m_view.isScan ? tr("As signed on paper and scanned") : tr("As signed on the screen");
    m_preview->setNote(note);
    m_preview->setDocument(showsSigned() ? m_view.signedPdf : m_view.pdf);
    m_checks->setVisible(!showsSigned());
}

QList<Step> ConsentPage::steps() const
{
    if (!showsIssued()) {
        const StepState issue =
            m_isReady && !closedBecause().isEmpty() ? StepState::Problem : StepState::ToDo;
        QList<Step> ahead{{StepState::Now, tr("Draft"), tr("made from the record as it is now"), Icon::Edit},
                          {issue, isInformation() ? tr("To be given") : tr("To be issued"),
                           issue == StepState::Problem ? tr("waits for what is open") : QString(), Icon::Print}};
        if (!isInformation())
            ahead << Step{StepState::ToDo, tr("To be signed"), {}, Icon::Sign};
        return ahead;
    }
    QList<Step> steps{
        {StepState::Done, tr("Draft made"), {}, Icon::Edit},
        {StepState::Done, isInformation() ? tr("Given") : tr("Issued"),
         tr("%1, code %2").arg(momentWords(m_issued->issuedAt), groupedCode(m_issued->shortCode)),
         Icon::Pdf}};
    if (!m_printed.isEmpty())
        steps << Step{StepState::Done, tr("Sent to the printer"), m_printed, Icon::Print};
    if (isInformation())
        return steps;
    if (m_issued->state == ConsentState::Signed)
        steps << Step{StepState::Done, tr("Signed and filed"), m_signedBy, Icon::Sign};
    else if (m_isReady && !m_view.onScreen.isEmpty())
        steps << Step{StepState::Now, tr("To be signed"), tr("on the screen so far: %1").arg(m_view.onScreen.join(u", "_s)), Icon::Sign};
    else
        steps << Step{StepState::Now, tr("To be signed"), tr("by the patient and the doctor"), Icon::Sign};
    return steps;
}

QString ConsentPage::closedBecause() const
{
    if (!may(context().actor().roles, Permission::IssueConsent))
        return tr("The nurse or the dermatologist issues sheets.");
    if (showsIssued() || !m_isReady)
        return {};
    if (context().database().isReadOnly())
        return tr("The clinic file is only read; no sheet can be issued.");
    if (form() != nullptr && form()->state == FormState::Draft)
        return tr("This text is not yet reviewed. The dermatologist reads it and publishes it under Settings, Forms.");
    if (!m_view.open.isEmpty())
        return tr("Closed while this is open: %1").arg(m_view.open.mid(0, 4).join(u", "_s)) +
               (m_view.open.size() > 4 ? tr(" and %1 more").arg(m_view.open.size() - 4) : QString());
    for (const SheetCheck &check : m_view.checks) {
        if (!check.passed)
            return tr("Closed: %1 is not in order.").arg(checkWords(check.kind));
    }
    return {};
}

void ConsentPage::showStatus()
{
    m_choices->setSigning(!showsIssued() && !isInformation(), m_readAloud, m_byMark);
    m_steps->setSteps(steps());
    const QString closed = closedBecause();
    const bool allowed = m_isReady && closed.isEmpty();
    m_closed->setText(closed);
    m_closed->setVisible(!closed.isEmpty());
    m_safety->setVisible(m_isReady && !showsIssued() && !m_view.open.isEmpty());
    m_primary->setText(showsIssued() ? tr("Print again") : isInformation() ? tr("Give and print") : tr("Issue and print"));
    m_primary->setKeyHint(tr("Ctrl+P"));
    m_primary->setEnabled(allowed);
    m_primary->setAccessibleDescription(closed);
    m_save->setEnabled(allowed);
    m_new->setVisible(showsIssued());
    const bool waitsForSignature = showsIssued() && m_issued->kind != FormKind::Information && m_issued->state == ConsentState::Issued && may(context().actor().roles, Permission::IssueConsent);
    m_scan->setVisible(waitsForSignature);
    m_whoSigned->setVisible(waitsForSignature);
    if (isSigning() && (!waitsForSignature || !m_signs || m_signs->id != m_issued->id))
        closeSigning();
    const bool isPaperOnly = m_isReady && waitsForSignature && !m_view.onPaper.isEmpty();
    m_onScreen->setVisible(waitsForSignature);
    m_onScreen->setEnabled(allowed && !isPaperOnly);
    m_onScreen->setAccessibleDescription(isPaperOnly ? m_view.onPaper : QString());
    m_onPaper->setVisible(isPaperOnly);
    m_onPaper->setText(isPaperOnly ? tr("Not on the screen: %1.").arg(m_view.onPaper) : QString());
    if (isOnScreen() && m_screen->witness() != context().actor().id)
        closeScreen();
    if (isOnScreen() && (!waitsForSignature || m_signs->id != m_issued->id)) {
        closeScreen();
        m_banner->tell({BannerKind::Stop, tr("This sheet is not the one to sign any more"),
                        tr("It was replaced, signed or withdrawn elsewhere. Nothing that was drawn is kept; let the patient read the sheet that is shown now."), {}});
    }
    m_version->setVisible(showsIssued() && m_view.sheet == m_issued->id && !m_view.signedPdf.isEmpty());
    m_version->setCurrent(m_asIssued ? 1 : 0);
    m_fingerprintField->setVisible(showsIssued());
    if (showsIssued())
        m_fingerprint->setText(groupedFingerprint(m_issued->fingerprint));
}

void ConsentPage::print()
{
    m_printWaits = !m_isReady && !isOnScreen();
    if (isOnScreen() || m_print->isVisible() || !m_primary->isEnabled())
        focusFirst();
    else
        startPrinting();
}

/// What is printed is what is shown: a scan is looked at, and the sheet printed as it was issued.
void ConsentPage::startPrinting()
{
    if (showsSigned() && m_view.isScan) {
        m_asIssued = true;
        m_version->setCurrent(1);
        showPages();
    }
    m_actions->hide();
    m_print->begin(showsIssued() ? tr("Print") : tr("Issue and print"));
}

/// Issues the draft on the screen; true when there is an issued sheet then.
bool ConsentPage::issueIfDraft()
{
    if (showsIssued())
        return true;
    const auto issued = issueConsent(context().database(), context().actor(), context().now(), request());
    if (!issued) {
        tell(issued.error());
        return false;
    }
    m_wantsNew = false;
    context().announceRecordChanged(m_patient);
    refresh();
    return true;
}

void ConsentPage::sendToPrinter()
{
    if (!issueIfDraft())
        return;
    const auto sheet = showsSigned() ? signedSheet(context().database(), m_issued->id) : issuedSheet(context().database(), m_issued->id);
    if (!sheet)
        return tell(sheet.error());
    m_print->setAct(tr("Print again"));
    m_print->send(*sheet, tr("Consent %1").arg(groupedCode(m_issued->shortCode)));
}

bool ConsentPage::isSigning() const
{
    return m_middle->currentWidget() == m_signing;
}

void ConsentPage::askForScan()
{
    FileQuestion question;
    question.title = tr("The signed sheet, as it came from the scanner");
    question.nameFilters = {tr("Scans (*.pdf *.tif *.tiff *.jpg *.jpeg *.png)")};
    context().prompter().askOpenFile(this, question, [this](const QString &path) { showSigning(path); });
}

/// Reading the pages takes a moment; the window goes on.
void ConsentPage::showSigning(const QString &scan)
{
    if (!m_issued)
        return;
    m_scan->setEnabled(false);
    const auto work = [path = context().path(), actor = context().actor(), now = context().now(), id = m_issued->id, scan] {
        return signingWork(path, actor, now, id, scan);
    };
    runInBackground(this, work, [this, id = m_issued->id, isScan = !scan.isEmpty()](const Result<SigningWork> &done) {
        m_scan->setEnabled(true);
        if (!done)
            return tell(done.error());
        if (!m_issued || m_issued->id != id)
            return; // another record is on the screen
        if (isScan) {
            context().announceRecordChanged(m_patient);
            const QString waits = done->waiting.isEmpty() ? QString() : tr("Waiting for you, below the boxes: %1").arg(done->waiting.size() + done->moreWaiting);
            m_banner->tell({waits.isEmpty() ? BannerKind::Done : BannerKind::Draft, tr("Pages filed: %1").arg(done->filed), waits, {}});
        }
        m_signs = m_issued;
        m_signing->show(done->boxes, done->missing, done->waiting, done->moreWaiting, context().today());
        m_middle->setCurrentWidget(m_signing);
        m_actions->hide();
        m_signingActions->show();
        m_signing->focusFirst();
    });
}

void ConsentPage::closeSigning()
{
    m_middle->setCurrentIndex(0);
    m_signing->clear();
    m_signingActions->hide();
    m_actions->show();
}

bool ConsentPage::isOnScreen() const
{
    return m_screen->isRunning();
}

/// Finding the boxes in the archived pages takes a moment.
void ConsentPage::startScreen()
{
    if (!m_issued || isOnScreen())
        return;
    m_onScreen->setEnabled(false);
    const auto work = [path = context().path(), id = m_issued->id] { return screenWork(path, id); };
    runInBackground(this, work, [this, id = m_issued->id](const Result<ScreenWork> &done) {
        showStatus();
        if (!done)
            return tell(done.error());
        if (!m_issued || m_issued->id != id)
            return; // another record is on the screen
        m_banner->clear();
        m_signs = m_issued;
        m_desk->hide();
        m_screen->show();
        m_screen->begin(*done, context().actor(), [this] { return context().now(); });
    });
}

void ConsentPage::closeScreen()
{
    m_signs.reset();
    m_screen->clear();
    m_screen->hide();
    m_desk->show();
}

void ConsentPage::finishScreen()
{
    if (!m_signs)
        return;
    const auto done = signOnScreen(context().database(), context().actor(), context().now(), m_signs->id, m_signs->revision, m_screen->drawn());
    if (!done) {
        const ErrorWords words = dermis::words(done.error());
        return m_screen->tell(words.title, words.detail);
    }
    closeScreen();
    context().announceRecordChanged(m_patient);
    refresh();
    if (done->state == ConsentState::Signed)
        m_banner->tell({BannerKind::Done, tr("The consent is signed"), tr("The signed pages are under Documents."), {}});
    else
        m_banner->tell({BannerKind::Done, tr("The signatures are kept"), tr("The dermatologist opens this sheet, signs and finishes."), {}});
    focusFirst();
}

void ConsentPage::confirmSigned()
{
    if (!m_issued || !m_signs || m_signs->id != m_issued->id || !m_signing->missing().isEmpty())
        return;
    const auto done = confirmSignatures(context().database(), context().actor(), context().now(), m_issued->id, m_issued->revision, m_signing->typed());
    if (!done)
        return tell(done.error());
    closeSigning();
    context().announceRecordChanged(m_patient);
    refresh();
    m_banner->tell({BannerKind::Done, tr("The consent is signed"), tr("Confirmed by %1.").arg(context().actor().name), {}});
    focusFirst();
}

void ConsentPage::settle(ScanPageId page, const QString &code, int number)
{
    const auto done = settleScan(context().database(), context().actor(), context().now(), page, code, number);
    if (!done)
        return tell(done.error());
    m_banner->clear();
    context().announceRecordChanged(m_patient);
    showSigning({});
}

void ConsentPage::keepPaper(ScanPageId page, const QString &fileNumber, PaperKind kind, const QString &title)
{
    const auto whose = keepAsPaper(context(), page, fileNumber, kind, title);
    if (!whose)
        return tell(whose.error());
    m_banner->tell({BannerKind::Done, tr("Kept with the papers of %1, %2").arg(whose->fullName(), whose->fileNumber), {}, {}});
    context().announceRecordChanged(whose->id);
    showSigning({});
}

void ConsentPage::setAside(ScanPageId page, const QString &note)
{
    const auto done = setScanAside(context().database(), context().actor(), context().now(), page, note);
    if (!done)
        return tell(done.error());
    m_banner->clear();
    context().announceDataChanged();
    showSigning({});
}

void ConsentPage::savePdf()
{
    FileQuestion question;
    question.title = tr("Save the sheet as PDF");
    question.suggestion = showsSigned()   ? tr("Consent %1 signed.pdf").arg(groupedCode(m_issued->shortCode))
                          : showsIssued() ? tr("Consent %1.pdf").arg(groupedCode(m_issued->shortCode))
                                          : tr("Consent.pdf");
    question.nameFilters = {tr("PDF (*.pdf)")};
    question.suffix = u"pdf"_s;
    context().prompter().askSaveFile(this, question, [this](const QString &path) { writePdf(path); });
}

void ConsentPage::writePdf(const QString &path)
{
    if (!issueIfDraft())
        return;
    const auto bytes = showsSigned() ? signedPages(context().database(), m_issued->id) : sheetBytes(context().database(), m_issued->id);
    if (!bytes)
        return tell(bytes.error());
    if (writeWhole(path, *bytes))
        m_banner->tell({BannerKind::Done, tr("The sheet is saved"), path, {}});
    else
        m_banner->tell({BannerKind::Stop,
                        tr("The PDF could not be written there"),
                        tr("The sheet is safe in the record. Choose another folder."),
                        {}});
}

/// To what can be done; while the sheet is being made, to its place.
void ConsentPage::focusFirst()
{
    if (isOnScreen())
        return m_screen->focusFirst();
    if (isSigning())
        return m_signing->focusFirst();
    m_focusWaits = !m_isReady;
    QWidget *work = m_print->isVisible() ? m_print->firstControl() : m_primary;
    if (!m_isReady || !work->isEnabled())
        work = m_isReady && m_safety->isVisible() ? static_cast<QWidget *>(m_safety) : m_preview;
    work->setFocus(Qt::OtherFocusReason);
}

/// The key belongs to this page while the keyboard is on it; elsewhere in the record it leads here.
bool ConsentPage::event(QEvent *event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || !static_cast<QKeyEvent *>(event)->matches(QKeySequence::Print))
        return Page::event(event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        print();
    return true;
}

QList<KeyLine> ConsentPage::keys() const
{
    return {{tr("Ctrl+P"), showsIssued() ? tr("print again") : tr("issue and print")},
            {tr("Ctrl+G"), tr("sign on the screen")},
            {tr("Ctrl+I"), tr("file the signed sheet")},
            {tr("Ctrl+Enter"), tr("confirm the signatures")}};
}

QList<QWidget *> ConsentPage::panes() const
{
    if (isOnScreen())
        return m_screen->panes();
    return {m_choices->firstControl(), m_preview, m_primary};
}

void ConsentPage::setCompact(bool compact)
{
    m_preview->setFit(compact ? PreviewFit::Width : PreviewFit::TwoPages);
    m_panes->setCompact(compact);
}

void ConsentPage::tell(const Error &error)
{
    const ErrorWords words = dermis::words(error);
    m_banner->tell({BannerKind::Stop, words.title, words.detail, {}});
}

} // namespace dermis
