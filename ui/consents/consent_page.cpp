#include "ui/consents/consent_page.h"

#include "core/access/permissions.h"
#include "core/consents/sheet_letterhead.h"
#include "ui/consents/checks_row.h"
#include "ui/printing/print_panel.h"
#include "ui/printing/sheet_pane.h"
#include "ui/consents/sheet_choices.h"
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
#include "ui/widgets/status_step.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>

#include <utility>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int choicesWidth = 222;
constexpr int statusWidth = 292;

TextLabel *wrapped(const QString &text, TypeStyle style, Token colour)
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
    , m_fingerprint(new TextLabel(QString(), TypeStyle::Mono))
    , m_closed(wrapped(QString(), TypeStyle::Small, &Tokens::stopText))
    , m_primary(new Button(Icon::Print, QString(), ButtonKind::Primary))
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
    layout->addWidget(m_panes);
    layout->addLayout(panes, 1);
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
    return pane;
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
    rows->addWidget(m_fingerprintField);
    rows->addWidget(m_closed);
    rows->addWidget(m_safety, 0, Qt::AlignLeft);
    rows->addWidget(m_actions);
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
    connect(m_new, &Button::clicked, this, [this] {
        m_wantsNew = true;
        showSheet();
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
    return {m_patient, m_form, m_language};
}

void ConsentPage::open(const Destination &destination)
{
    if (destination.patient != m_patient) {
        m_wantsNew = false;
        m_printed.clear();
        m_print->hide();
        m_actions->show();
    }
    m_patient = destination.patient;
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
    m_templates = TRY(consentTemplates(database));
    m_issued.reset();
    if (m_form.isEmpty() && !m_templates.isEmpty()) {
        m_form = m_templates.first().name;
        m_language = m_templates.first().language;
    }
    for (const Consent &consent : TRY(consents(database, m_patient))) {
        if (consent.state == ConsentState::Issued && consent.templateName == m_form && !m_issued)
            m_issued = consent;
    }
    m_choices->setForms(m_templates, m_form, m_language);
    return {};
}

void ConsentPage::showSheet()
{
    m_isReady = false;
    const quint64 job = ++m_job;
    const auto done = [this, job](const Result<SheetView> &view) {
        if (job == m_job)
            showView(view);
    };
    const QString path = context().path();
    if (showsIssued())
        runInBackground(
            this, [path, id = m_issued->id] { return issuedView(path, id); }, done);
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
    m_preview->setNote(showsIssued() ? tr("Exactly what the printer gets") : tr("Draft, not for signing"));
    m_preview->setDocument(m_view.pdf);
    m_checks->setChecks(m_view.checks);
    m_choices->setOwnRisks(m_view.ownRisks);
    showStatus();
    if (std::exchange(m_focusWaits, false) && m_preview->hasFocus())
        focusFirst();
    if (std::exchange(m_printWaits, false))
        print();
    Q_EMIT shown();
}

QList<Step> ConsentPage::steps() const
{
    if (!showsIssued()) {
        const StepState issue =
            m_isReady && !closedBecause().isEmpty() ? StepState::Problem : StepState::ToDo;
        return {{StepState::Now, tr("Draft"), tr("made from the record as it is now"), Icon::Edit},
                {issue, tr("To be issued"),
                 issue == StepState::Problem ? tr("waits for what is open") : QString(), Icon::Print},
                {StepState::ToDo, tr("To be signed"), {}, Icon::Sign}};
    }
    QList<Step> steps{
        {StepState::Done, tr("Draft made"), {}, Icon::Edit},
        {StepState::Done, tr("Issued"),
         tr("%1, code %2").arg(momentWords(m_issued->issuedAt), groupedCode(m_issued->shortCode)),
         Icon::Pdf}};
    if (!m_printed.isEmpty())
        steps << Step{StepState::Done, tr("Sent to the printer"), m_printed, Icon::Print};
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
    m_steps->setSteps(steps());
    const QString closed = closedBecause();
    const bool allowed = m_isReady && closed.isEmpty();
    m_closed->setText(closed);
    m_closed->setVisible(!closed.isEmpty());
    m_safety->setVisible(m_isReady && !showsIssued() && !m_view.open.isEmpty());
    m_primary->setText(showsIssued() ? tr("Print again") : tr("Issue and print"));
    m_primary->setKeyHint(tr("Ctrl+P"));
    m_primary->setEnabled(allowed);
    m_primary->setAccessibleDescription(closed);
    m_save->setEnabled(allowed);
    m_new->setVisible(showsIssued());
    m_fingerprintField->setVisible(showsIssued());
    if (showsIssued())
        m_fingerprint->setText(groupedFingerprint(m_issued->fingerprint));
}

void ConsentPage::print()
{
    m_printWaits = !m_isReady;
    if (m_print->isVisible() || !m_primary->isEnabled())
        focusFirst();
    else
        startPrinting();
}

void ConsentPage::startPrinting()
{
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
    const auto sheet = issuedSheet(context().database(), m_issued->id);
    if (!sheet)
        return tell(sheet.error());
    m_print->setAct(tr("Print again"));
    m_print->send(*sheet, tr("Consent %1").arg(groupedCode(m_issued->shortCode)));
}

void ConsentPage::savePdf()
{
    FileQuestion question;
    question.title = tr("Save the sheet as PDF");
    question.suggestion =
        showsIssued() ? tr("Consent %1.pdf").arg(groupedCode(m_issued->shortCode)) : tr("Consent.pdf");
    question.nameFilters = {tr("PDF (*.pdf)")};
    question.suffix = u"pdf"_s;
    context().prompter().askSaveFile(this, question, [this](const QString &path) { writePdf(path); });
}

void ConsentPage::writePdf(const QString &path)
{
    if (!issueIfDraft())
        return;
    const auto bytes = sheetBytes(context().database(), m_issued->id);
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
    return {{tr("Ctrl+P"), showsIssued() ? tr("print again") : tr("issue and print")}};
}

QList<QWidget *> ConsentPage::panes() const
{
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
