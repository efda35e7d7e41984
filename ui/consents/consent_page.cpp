#include "ui/consents/consent_page.h"

#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/base/clock.h"
#include "ui/consents/checks_row.h"
#include "ui/consents/print_panel.h"
#include "ui/context/clinic_context.h"
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

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QListWidget>
#include <QRadioButton>
#include <QSaveFile>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int choicesWidth = 222;
constexpr int statusWidth = 292;

QString languageName(const QString &code)
{
    const QString name = QLocale::languageToString(QLocale(code).language());
    return name.isEmpty() ? code : name;
}

QString formName(const QString &name)
{
    return name == u"microneedling" ? ConsentPage::tr("Microneedling") : name;
}

void clearRows(QVBoxLayout &rows)
{
    while (QLayoutItem *item = rows.takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

TextLabel *wrapped(const QString &text, TypeStyle style, Token colour)
{
    auto *label = new TextLabel(text, style, colour);
    label->setWrapped(true);
    return label;
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
    , m_panes(new SegmentedControl(tr("Part of the page"), {tr("Sheet"), tr("Form and risks")}))
    , m_forms(new QListWidget)
    , m_languages(new QButtonGroup(this))
    , m_preview(new PrintPreview)
    , m_checks(new ChecksRow)
    , m_steps(new StatusSteps)
    , m_closed(wrapped(QString(), TypeStyle::Small, &Tokens::stopText))
    , m_primary(new Button(Icon::Print, QString(), ButtonKind::Primary))
    , m_save(new Button(Icon::Pdf, tr("Save PDF")))
    , m_new(new Button(Icon::Plus, tr("New sheet")))
    , m_safety(new Button(Icon::Shield, tr("See what is open"), ButtonKind::Link))
    , m_print(new PrintPanel(std::move(server)))
{
    m_choicesPane = makeChoices();
    m_sheetPane = makeSheet();
    m_statusPane = makeStatus();
    auto *panes = new QHBoxLayout;
    panes->setSpacing(0);
    panes->addWidget(m_choicesPane);
    panes->addWidget(m_sheetPane, 1);
    panes->addWidget(m_statusPane);
    auto *segments = new QHBoxLayout;
    segments->setContentsMargins(12, 6, 12, 6);
    segments->addWidget(m_panes);
    segments->addStretch(1);
    m_panes->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addLayout(segments);
    layout->addLayout(panes, 1);
    connectParts();
}

QWidget *ConsentPage::makeChoices()
{
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(12, 10, 10, 10);
    rows->setSpacing(4);
    rows->addWidget(new TextLabel(tr("Form"), TypeStyle::BodyStrong));
    m_forms->setAccessibleName(tr("Form"));
    m_forms->setFrameShape(QFrame::NoFrame);
    rows->addWidget(m_forms);
    rows->addSpacing(6);
    rows->addWidget(new TextLabel(tr("Language of the sheet"), TypeStyle::BodyStrong));
    m_languageRows = new QVBoxLayout;
    rows->addLayout(m_languageRows);
    rows->addSpacing(6);
    rows->addWidget(wrapped(tr("The patient’s own risks, from findings"), TypeStyle::BodyStrong, &Tokens::text));
    m_riskRows = new QVBoxLayout;
    m_riskRows->setSpacing(4);
    rows->addLayout(m_riskRows);
    rows->addStretch(1);
    auto *pane = new SidePane(content);
    pane->setFixedWidth(choicesWidth);
    return pane;
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
    grid->addWidget(m_primary, 0, 0, 1, 2);
    grid->addWidget(m_save, 1, 0);
    grid->addWidget(m_new, 1, 1);
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(14, 10, 14, 10);
    rows->setSpacing(8);
    rows->addWidget(new TextLabel(tr("Where this consent is"), TypeStyle::BodyStrong));
    rows->addWidget(m_steps);
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
    connect(m_panes, &SegmentedControl::chosen, this, &ConsentPage::showPane);
    connect(m_primary, &Button::clicked, this, &ConsentPage::startPrinting);
    connect(m_save, &Button::clicked, this, &ConsentPage::savePdf);
    connect(m_new, &Button::clicked, this, [this] {
        m_wantsNew = true;
        showSheet();
    });
    connect(m_safety, &Button::clicked, this,
            [this] { Q_EMIT goTo(Destination{Place::Record, m_patient, RecordTab::Safety, {}}); });
    connect(m_print, &PrintPanel::printRequested, this, &ConsentPage::print);
    connect(m_print, &PrintPanel::saveRequested, this, &ConsentPage::savePdf);
    connect(m_print, &PrintPanel::closed, this, [this] {
        m_print->hide();
        m_actions->show();
        m_primary->setFocus(Qt::OtherFocusReason);
    });
    connect(m_forms, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row < 0 || m_forms->item(row)->data(Qt::UserRole).toString() == m_form)
            return;
        m_form = m_forms->item(row)->data(Qt::UserRole).toString();
        showLanguages();
        refresh();
    });
    connect(m_languages, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        m_language = button->property("language").toString();
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
        m_print->hide();
        m_actions->show();
    }
    m_patient = destination.patient;
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
    if (m_issued)
        m_issuerName = TRY(staffMember(database, m_issued->issuedBy)).name;
    showForms();
    showLanguages();
    return {};
}

void ConsentPage::showForms()
{
    QMap<QString, int> newest;
    for (const ConsentTemplate &form : std::as_const(m_templates))
        newest[form.name] = std::max(newest.value(form.name), form.version);
    const QSignalBlocker silent(m_forms);
    m_forms->clear();
    for (auto form = newest.begin(); form != newest.end(); ++form) {
        auto *item = new QListWidgetItem(icon(Icon::Pdf), tr("%1, version %2").arg(formName(form.key())).arg(form.value()));
        item->setData(Qt::UserRole, form.key());
        m_forms->addItem(item);
        if (form.key() == m_form)
            m_forms->setCurrentItem(item);
    }
    m_forms->setFixedHeight(m_forms->count() * 32 + 4);
}

void ConsentPage::showLanguages()
{
    clearRows(*m_languageRows);
    QStringList shown;
    for (const ConsentTemplate &form : std::as_const(m_templates)) {
        if (form.name != m_form || shown.contains(form.language))
            continue;
        shown << form.language;
        auto *choice = new QRadioButton(languageName(form.language));
        choice->setProperty("language", form.language);
        choice->setChecked(form.language == m_language);
        m_languages->addButton(choice);
        m_languageRows->addWidget(choice);
    }
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
        runInBackground(this, [path, id = m_issued->id] { return issuedView(path, id); }, done);
    else
        runInBackground(this, [path, actor = context().actor(), now = context().now(), wanted = request()] {
            return draftView(path, actor, now, wanted);
        }, done);
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
    showRisks(m_view.ownRisks);
    showStatus();
    Q_EMIT shown();
}

void ConsentPage::showRisks(const QList<SheetLine> &risks)
{
    clearRows(*m_riskRows);
    if (risks.isEmpty())
        m_riskRows->addWidget(wrapped(tr("None beyond the usual ones"), TypeStyle::Small, &Tokens::text2));
    for (const SheetLine &risk : risks) {
        m_riskRows->addWidget(wrapped(risk.label, TypeStyle::Body, &Tokens::text));
        m_riskRows->addWidget(wrapped(risk.text, TypeStyle::Small, &Tokens::text2));
    }
}

QList<Step> ConsentPage::steps() const
{
    if (!showsIssued()) {
        const StepState issue = m_isReady && !closedBecause().isEmpty() ? StepState::Problem : StepState::ToDo;
        return {{StepState::Now, tr("Draft"), tr("made from the record as it is now"), Icon::Edit},
                {issue, tr("To be issued"), issue == StepState::Problem ? tr("waits for what is open") : QString(), Icon::Print},
                {StepState::ToDo, tr("To be signed"), {}, Icon::Sign}};
    }
    return {{StepState::Done, tr("Draft made"), {}, Icon::Edit},
            {StepState::Done, tr("Issued"), tr("%1, by %2, code %3").arg(momentWords(m_issued->issuedAt), m_issuerName, m_issued->shortCode),
             Icon::Print},
            {StepState::Now, tr("To be signed"), tr("on paper, by the patient and the dermatologist"), Icon::Sign}};
}

QString ConsentPage::closedBecause() const
{
    if (!may(context().actor().roles, Permission::IssueConsent))
        return tr("The nurse or the dermatologist issues sheets.");
    if (showsIssued() || !m_isReady)
        return {};
    if (!m_view.open.isEmpty())
        return tr("Closed while this is open: %1").arg(m_view.open.mid(0, 4).join(u", "_s))
            + (m_view.open.size() > 4 ? tr(" and %n more", nullptr, static_cast<int>(m_view.open.size()) - 4) : QString());
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
    m_primary->setKey(QKeySequence(u"Ctrl+P"_s));
    m_primary->setEnabled(allowed);
    m_primary->setAccessibleDescription(closed);
    m_save->setEnabled(allowed);
    m_new->setVisible(showsIssued());
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

void ConsentPage::print()
{
    if (!issueIfDraft())
        return;
    const auto bytes = sheetBytes(context().database(), m_issued->id);
    if (!bytes)
        return tell(bytes.error());
    m_print->send(*bytes, tr("Consent %1").arg(m_issued->shortCode));
}

void ConsentPage::savePdf()
{
    FileQuestion question;
    question.title = tr("Save the sheet as PDF");
    question.suggestion = showsIssued() ? tr("Consent %1.pdf").arg(m_issued->shortCode) : tr("Consent.pdf");
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
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(*bytes) == bytes->size() && file.commit();
    if (written)
        m_banner->tell({BannerKind::Done, tr("The sheet is saved"), path, {}});
    else
        m_banner->tell({BannerKind::Stop, tr("The PDF could not be written there"),
                        tr("The sheet is safe in the record. Choose another folder."), {}});
}

void ConsentPage::focusFirst()
{
    m_primary->setFocus(Qt::OtherFocusReason);
}

QList<KeyLine> ConsentPage::keys() const
{
    return {{tr("Ctrl+P"), showsIssued() ? tr("print again") : tr("issue and print")}};
}

QList<QWidget *> ConsentPage::panes() const
{
    return {m_forms, m_preview, m_primary};
}

void ConsentPage::showPane(int pane)
{
    m_panes->setCurrent(pane);
    m_choicesPane->setVisible(!m_compact || pane == 1);
    m_sheetPane->setVisible(!m_compact || pane == 0);
}

void ConsentPage::setCompact(bool compact)
{
    m_compact = compact;
    m_panes->setVisible(compact);
    m_choicesPane->setMinimumWidth(compact ? 0 : choicesWidth);
    m_choicesPane->setMaximumWidth(compact ? QWIDGETSIZE_MAX : choicesWidth);
    showPane(m_panes->current());
}

void ConsentPage::tell(const Error &error)
{
    const ErrorWords words = dermis::words(error);
    m_banner->tell({BannerKind::Stop, words.title, words.detail, {}});
}

} // namespace dermis
