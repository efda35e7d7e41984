#include "ui/settings/forms_section.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/consents/sheet_painter.h"
#include "core/consents/sheet_words.h"
#include "core/consents/text_difference.h"
#include "ui/consents/form_words.h"
#include "ui/context/clinic_context.h"
#include "ui/context/day_field.h"
#include "ui/context/password_proof.h"
#include "ui/context/words.h"
#include "ui/settings/card_parts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/print_preview.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFontDatabase>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int checkMilliseconds = 500;
constexpr int keepMilliseconds = 4000;
constexpr int textHeight = 270;
constexpr int problemsHeight = 96;
constexpr int dayWidth = 130;

/// Checks and pages of a text; a job for a worker.
struct CheckedForm
{
    FormCheck check;
    QByteArray pdf;
};

CheckedForm checkedForm(const ConsentTemplate &form, const Practice &practice, const QDateTime &now)
{
    CheckedForm done{checkForm(form.text, form.kind, form.language), {}};
    const auto sources = sampleSources(form, practice, now);
    const Result<SheetContent> content = sources ? composeSheet(*sources) : Result<SheetContent>(tl::unexpected(sources.error()));
    const Result<QByteArray> pdf = content ? sheetPdf(*content) : Result<QByteArray>(tl::unexpected(content.error()));
    done.pdf = pdf.value_or(QByteArray());
    return done;
}

QString formKey(const ConsentTemplate &form)
{
    return form.name + u'.' + form.language;
}

} // namespace

FormsSection::FormsSection(ClinicContext &context, QWidget *parent)
    : SettingsSection(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_form(new QComboBox)
    , m_version(new QComboBox)
    , m_standing(sentence({}))
    , m_edit(new Button(Icon::Edit, tr("Write a new version")))
    , m_parts(new QComboBox)
    , m_text(new QPlainTextEdit)
    , m_measure(sentence({}))
    , m_problems(new QListWidget)
    , m_side(new SegmentedControl(tr("Beside the text"), {tr("Pages"), tr("What changed")}))
    , m_sides(new QStackedWidget)
    , m_pages(new PrintPreview)
    , m_changes(new QListWidget)
    , m_publishing(new QWidget)
    , m_from(new QLineEdit)
    , m_password(new PasswordLine(tr("Your password")))
    , m_publish(new Button(Icon::Check, tr("Publish"), ButtonKind::Primary))
    , m_reason(new QLineEdit)
    , m_retire(new Button(tr("Retire")))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(checkMilliseconds);
    m_keep.setSingleShot(true);
    m_keep.setInterval(keepMilliseconds);
    build();
    connectParts();
}

void FormsSection::build()
{
    auto *card = new Card(tr("Forms"));
    card->setNote(tr("What patients read, sign and take home"));
    QVBoxLayout *inside = columnIn(*card);
    inside->addWidget(m_banner);
    inside->addWidget(makeChoices());
    inside->addWidget(m_standing);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(12);
    sides->addWidget(makeText(), 1);
    sides->addWidget(makeSide(), 1);
    inside->addLayout(sides, 1);
    inside->addWidget(makePublishing());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->addWidget(card, 1);
}

QWidget *FormsSection::makeChoices()
{
    m_form->setAccessibleName(tr("Form and language"));
    m_version->setAccessibleName(tr("Version"));
    m_edit->setWrites();
    mayShrink(*m_form);
    mayShrink(*m_version);
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(m_form, 1);
    line->addWidget(m_version, 1);
    line->addWidget(m_edit);
    return row;
}

QWidget *FormsSection::makeText()
{
    m_text->setAccessibleName(tr("Text of the form"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(textHeight);
    m_parts->setAccessibleName(tr("Put in a field or a part"));
    m_parts->addItem(tr("Put in a field or a part…"));
    for (const FormPart &part : formParts())
        m_parts->addItem(u"%1: %2"_s.arg(part.spelling, part.meaning), part.spelling);
    mayShrink(*m_parts);
    m_problems->setAccessibleName(tr("What to mend in the text"));
    m_problems->setFixedHeight(problemsHeight);
    m_problems->setWordWrap(true);
    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_parts);
    column->addWidget(m_text, 1);
    column->addWidget(m_measure);
    column->addWidget(m_problems);
    return left;
}

QWidget *FormsSection::makeSide()
{
    m_pages->setFit(PreviewFit::Width);
    m_changes->setAccessibleName(tr("What this version changed"));
    m_changes->setWordWrap(true);
    m_sides->addWidget(m_pages);
    m_sides->addWidget(m_changes);
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_side, 0, Qt::AlignLeft);
    column->addWidget(m_sides, 1);
    return right;
}

QWidget *FormsSection::makePublishing()
{
    m_from->setAccessibleName(tr("In force from"));
    m_from->setFixedWidth(dayWidth);
    m_password->setPlaceholderText(tr("Your password"));
    m_publish->setWrites();
    m_publish->setAccessibleName(tr("Publish this version"));
    m_reason->setAccessibleName(tr("Why it is retired"));
    m_reason->setPlaceholderText(tr("Why it is retired, %1 characters or more").arg(shortestReason));
    m_retire->setWrites();
    m_retire->setAccessibleName(tr("Retire this version"));
    auto *line = new QHBoxLayout(m_publishing);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(m_reason, 1);
    line->addWidget(m_retire);
    line->addSpacing(16);
    line->addWidget(new TextLabel(tr("In force from"), TypeStyle::Body, &Tokens::text2));
    line->addWidget(m_from);
    line->addWidget(m_password);
    line->addWidget(m_publish);
    return m_publishing;
}

void FormsSection::connectParts()
{
    connect(m_form, &QComboBox::currentIndexChanged, this, [this] { leaveFor(&FormsSection::offerVersions); });
    connect(m_version, &QComboBox::currentIndexChanged, this, [this] { leaveFor(&FormsSection::showVersion); });
    connect(m_edit, &Button::clicked, this, &FormsSection::edit);
    connect(m_parts, &QComboBox::activated, this, &FormsSection::insertPart);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isShowing)
            return;
        m_pause.start();
        m_keep.start();
    });
    connect(&m_pause, &QTimer::timeout, this, &FormsSection::check);
    connect(&m_keep, &QTimer::timeout, this, &FormsSection::keepDraft);
    connect(m_problems, &QListWidget::itemActivated, this, [this] { goToRemark(m_problems->currentRow()); });
    connect(m_problems, &QListWidget::itemClicked, this, [this] { goToRemark(m_problems->currentRow()); });
    connect(m_side, &SegmentedControl::chosen, m_sides, &QStackedWidget::setCurrentIndex);
    connect(m_publish, &Button::clicked, this, &FormsSection::publish);
    connect(m_password, &QLineEdit::returnPressed, this, &FormsSection::publish);
    connect(m_retire, &Button::clicked, this, &FormsSection::retire);
}

bool FormsSection::mayPublish() const
{
    return may(m_context.actor().roles, Permission::PublishForms);
}

const ConsentTemplate *FormsSection::shown() const
{
    const auto found = std::ranges::find(m_all, m_shown, &ConsentTemplate::id);
    return found == m_all.end() ? nullptr : &*found;
}

/// As it was typed: toPlainText() would make usual spaces of those that hold words together.
QString FormsSection::typed() const
{
    return m_text->document()->toRawText().replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n');
}

/// The practice's own draft, which may be typed into.
bool FormsSection::isDraftOfOurs() const
{
    return shown() != nullptr && shown()->state == FormState::Draft && !shown()->isShipped &&
           may(m_context.actor().roles, Permission::IssueConsent) && !m_context.database().isReadOnly();
}

void FormsSection::refresh()
{
    if (m_isProving || !isKept())
        return;
    const auto all = consentTemplates(m_context.database());
    if (!all)
        return tell(*m_banner, all.error());
    m_all = *all;
    offerForms();
}

void FormsSection::offerForms()
{
    const QString before = m_form->currentData().toString();
    {
        const QSignalBlocker quiet(m_form);
        m_form->clear();
        for (const ConsentTemplate &form : std::as_const(m_all)) {
            if (m_form->findData(formKey(form)) < 0)
                m_form->addItem(tr("%1, %2").arg(formTitle(form.name), formLanguage(form.language)), formKey(form));
        }
        m_form->setCurrentIndex(std::max(0, m_form->findData(before.isEmpty() ? u"microneedling.en"_s : before)));
    }
    offerVersions();
}

/// Shows another text once this one is kept; else this one stays chosen.
void FormsSection::leaveFor(void (FormsSection::*next)())
{
    if (isKept())
        return (this->*next)();
    const QSignalBlocker quietForm(m_form);
    const QSignalBlocker quietVersion(m_version);
    if (shown() != nullptr)
        m_form->setCurrentIndex(m_form->findData(formKey(*shown())));
    m_version->setCurrentIndex(m_version->findData(QVariant::fromValue(m_shown.value())));
}

/// Newest first; the one that was shown stays, else the newest is.
void FormsSection::offerVersions()
{
    {
        const QSignalBlocker quiet(m_version);
        m_version->clear();
        const QDate today = clinicTime(m_context.now()).date();
        for (const ConsentTemplate &form : std::as_const(m_all)) {
            if (formKey(form) == m_form->currentData().toString())
                m_version->insertItem(0, formStanding(form, today), QVariant::fromValue(form.id.value()));
        }
        m_version->setCurrentIndex(std::max(0, m_version->findData(QVariant::fromValue(m_shown.value()))));
    }
    showVersion();
}

void FormsSection::showVersion()
{
    m_shown = TemplateId(m_version->currentData().toLongLong());
    const ConsentTemplate *form = shown();
    if (form == nullptr)
        return;
    m_isShowing = true;
    m_kept = form->text;
    if (typed() != form->text)
        m_text->setPlainText(form->text);
    m_isShowing = false;
    showStanding();
    showChanges();
    check();
}

void FormsSection::showStanding()
{
    const ConsentTemplate &form = *shown();
    const bool ours = isDraftOfOurs();
    m_text->setReadOnly(!ours);
    m_parts->setEnabled(ours);
    const bool isDraft = form.state == FormState::Draft;
    m_edit->setVisible(!ours && may(m_context.actor().roles, Permission::IssueConsent));
    m_publishing->setVisible(mayPublish() && form.state != FormState::Retired);
    m_publish->setVisible(isDraft);
    m_from->setEnabled(isDraft);
    if (m_from->text().isEmpty())
        m_from->setText(dayToType(clinicTime(m_context.now()).date()));
    m_password->setVisible(isDraft && m_context.isEncrypted());
    if (ours)
        m_standing->setText(mayPublish() ? tr("A draft. It is kept as you type, and nobody is given it until you publish it.")
                                         : tr("A draft. It is kept as you type, and nobody is given it until the dermatologist publishes it."));
    else if (isDraft)
        m_standing->setText(tr("This text came with Dermis and nobody here has reviewed it. It can be looked at, not issued."));
    else if (form.state == FormState::Retired)
        m_standing->setText(tr("Retired. Sheets that were issued with it stay as they are."));
    else
        m_standing->setText(tr("Published, so its words never change. A new version starts as a copy."));
    if (isDraft && !sheetWords(form.language).isReviewed())
        m_standing->setText(tr("%1 The same goes for the words around it: labels, boxes to sign, page numbers.").arg(m_standing->text()));
}

/// A copy of what is shown, to be typed into; or the draft that there is already.
void FormsSection::edit()
{
    const ConsentTemplate form = *shown();
    const auto mine = std::ranges::find_if(m_all, [&](const ConsentTemplate &one) {
        return formKey(one) == formKey(form) && !one.isShipped && one.state == FormState::Draft;
    });
    if (mine == m_all.end()) {
        const auto draft = draftForm(m_context.database(), m_context.actor(), m_context.now(), {form.name, form.language, form.kind, form.text, {}});
        if (!draft)
            return tell(*m_banner, draft.error());
        refresh();
        m_version->setCurrentIndex(m_version->findData(QVariant::fromValue(draft->id.value())));
    } else {
        m_version->setCurrentIndex(m_version->findData(QVariant::fromValue(mine->id.value())));
    }
    m_text->setFocus(Qt::OtherFocusReason);
}

void FormsSection::keepDraft()
{
    isKept();
}

/// Keeps what was typed; false, and told, when it could not be: then the text stays as it is.
bool FormsSection::isKept()
{
    m_keep.stop();
    if (!isDraftOfOurs() || typed() == m_kept)
        return true;
    const ConsentTemplate form = *shown();
    const QString text = typed();
    const auto kept = draftForm(m_context.database(), m_context.actor(), m_context.now(), {form.name, form.language, form.kind, text, form.revision});
    if (!kept) {
        tell(*m_banner, kept.error());
        return false;
    }
    m_kept = text;
    *std::ranges::find(m_all, m_shown, &ConsentTemplate::id) = *kept;
    showChanges();
    return true;
}

void FormsSection::check()
{
    m_pause.stop();
    if (shown() == nullptr)
        return;
    ConsentTemplate form = *shown();
    form.text = typed();
    const auto details = practice(m_context.database());
    if (!details)
        return tell(*m_banner, details.error());
    const quint64 job = ++m_job;
    runInBackground(
        this, [form, details = *details, now = m_context.now()] { return checkedForm(form, details, now); },
        [this, job](const CheckedForm &done) {
            if (job != m_job)
                return;
            m_pages->setNote(done.pdf.isEmpty() ? tr("Before the mistake") : QString());
            if (!done.pdf.isEmpty())
                m_pages->setDocument(done.pdf);
            showCheck(done.check);
            Q_EMIT checked();
        });
}

void FormsSection::showCheck(const FormCheck &check)
{
    m_remarks = check.remarks;
    m_problems->clear();
    for (const FormRemark &remark : std::as_const(m_remarks)) {
        const QString where = remark.line > 0 ? tr("Line %1: %2").arg(remark.line).arg(remark.text) : remark.text;
        m_problems->addItem(new QListWidgetItem(icon(remark.stops ? Icon::Edit : Icon::Eye), remark.stops ? tr("To mend. %1").arg(where) : tr("Look at it. %1").arg(where)));
    }
    const bool stops = std::ranges::any_of(m_remarks, &FormRemark::stops);
    m_problems->setVisible(!m_remarks.isEmpty());
    QStringList said{tr("%1 words").arg(check.words), tr("%1 pages").arg(check.pages)};
    if (check.readingGrade)
        said << tr("reads at school grade %1, 8 is the most").arg(std::max(1, qRound(*check.readingGrade)));
    said << tr("%1 words in a sentence").arg(check.wordsPerSentence, 0, 'f', 1);
    if (m_remarks.isEmpty())
        said << tr("nothing to mend");
    m_measure->setText(said.join(u" · "_s));
    m_publish->setEnabled(!stops && !m_context.database().isReadOnly());
    m_publish->setAccessibleDescription(stops ? tr("Mend what is listed first") : QString());
}

/// Against the version before it.
void FormsSection::showChanges()
{
    m_changes->clear();
    if (shown() == nullptr)
        return;
    const ConsentTemplate &form = *shown();
    QString before;
    for (const ConsentTemplate &one : std::as_const(m_all)) {
        if (formKey(one) == formKey(form) && one.version < form.version && one.state != FormState::Draft)
            before = one.text;
    }
    for (const DifferenceLine &line : textDifference(before, typed())) {
        if (line.kind != DifferenceLine::Kind::Same)
            m_changes->addItem(line.kind == DifferenceLine::Kind::Added ? tr("New: %1").arg(line.text) : tr("Gone: %1").arg(line.text));
    }
    if (m_changes->count() == 0)
        m_changes->addItem(tr("The same words as the version before."));
}

void FormsSection::insertPart(int index)
{
    const QString part = m_parts->itemData(index).toString();
    m_parts->setCurrentIndex(0);
    if (part.isEmpty() || m_text->isReadOnly())
        return;
    m_text->insertPlainText(part);
    m_text->setFocus(Qt::OtherFocusReason);
}

void FormsSection::goToRemark(int row)
{
    const int line = m_remarks.value(row).line;
    if (line < 1)
        return;
    QTextCursor cursor(m_text->document()->findBlockByNumber(line - 1));
    cursor.select(QTextCursor::LineUnderCursor);
    m_text->setTextCursor(cursor);
    m_text->setFocus(Qt::OtherFocusReason);
}

/// While the password is proven, what is published is what is shown.
void FormsSection::letBeChanged(bool may)
{
    m_isProving = !may;
    for (QWidget *one : QList<QWidget *>{m_form, m_version, m_text, m_parts, m_edit, m_publish, m_retire})
        one->setEnabled(may);
    if (may)
        showStanding();
}

void FormsSection::withPassword(const std::function<void()> &act)
{
    if (m_context.isEncrypted() && m_password->text().isEmpty())
        return m_password->setFocus(Qt::OtherFocusReason);
    letBeChanged(false);
    provePassword(this, m_context, m_password->take(), [this, act](const Result<> &proven) {
        letBeChanged(true);
        if (proven)
            return act();
        const ErrorWords told = proofWords(m_context, proven.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    });
}

void FormsSection::publish()
{
    if (!isKept())
        return;
    const QDate from = dayFromTyping(m_from->text());
    if (!from.isValid()) {
        m_banner->tell({BannerKind::Stop, tr("From which day?"), tr("Type a day such as %1.").arg(dayToType(clinicTime(m_context.now()).date())), {}});
        return m_from->setFocus(Qt::OtherFocusReason);
    }
    withPassword([this, from, form = *shown()] { putInForce(form, from); });
}

void FormsSection::putInForce(const ConsentTemplate &form, const QDate &from)
{
    const auto published = publishForm(m_context.database(), m_context.actor(), m_context.now(), form.id, form.revision, from);
    if (!published)
        return tell(*m_banner, published.error());
    m_banner->tell({BannerKind::Done, tr("%1, version %2, is published").arg(formTitle(published->name)).arg(published->version),
                    tr("It is offered from %1 on.").arg(dateWords(from)), {}});
    m_context.announceDataChanged();
    refresh();
}

void FormsSection::retire()
{
    if (!isReason(m_reason->text())) {
        m_banner->tell({BannerKind::Stop, tr("Why is it retired?"), tr("The journal keeps your reason, %1 characters or more.").arg(shortestReason), {}});
        return m_reason->setFocus(Qt::OtherFocusReason);
    }
    m_keep.stop();
    const auto retired = retireForm(m_context.database(), m_context.actor(), m_context.now(), m_shown, shown()->revision, m_reason->text());
    if (!retired)
        return tell(*m_banner, retired.error());
    m_reason->clear();
    m_kept = typed();
    m_banner->tell({BannerKind::Done, tr("%1, version %2, is retired").arg(formTitle(retired->name)).arg(retired->version),
                    tr("Sheets that were issued with it stay as they are."), {}});
    m_context.announceDataChanged();
    refresh();
}

} // namespace dermis
