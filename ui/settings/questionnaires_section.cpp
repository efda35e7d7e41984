#include "ui/settings/questionnaires_section.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/base/whole_file.h"
#include "core/safety/intake_fit.h"
#include "ui/context/clinic_context.h"
#include "ui/context/password_proof.h"
#include "ui/settings/card_parts.h"
#include "ui/settings/questionnaire_editor.h"
#include "ui/settings/questionnaire_import_panel.h"
#include "ui/settings/questionnaire_outline.h"
#include "ui/settings/questionnaire_table.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QFile>
#include <QLineEdit>
#include <QMetaMethod>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace dermis {

QuestionnairesSection::QuestionnairesSection(ClinicContext &context, QWidget *parent)
    : SettingsSection(parent)
    , m_context(context)
    , m_views(new QStackedWidget)
    , m_list(new QWidget)
    , m_outline(new QuestionnaireOutline)
    , m_editor(new QuestionnaireEditor(context))
    , m_banner(new ErrorBanner)
    , m_warning(new TextLabel({}, TypeStyle::BodyStrong, &Tokens::stopText))
    , m_table(new QuestionnaireTable)
    , m_standing(sentence({}))
    , m_panel(new QuestionnaireImportPanel)
    , m_import(new Button(Icon::Folder, tr("Take in a file…")))
    , m_look(new Button(Icon::Eye, tr("Preview")))
    , m_edit(new Button(Icon::Edit, tr("Edit")))
    , m_save(new Button(Icon::Save, tr("Save as…")))
    , m_deciding(new QWidget)
    , m_reason(new QLineEdit)
    , m_retire(new Button(tr("Retire")))
    , m_password(new PasswordLine(tr("Your password")))
    , m_activate(new Button(Icon::Check, tr("Activate"), ButtonKind::Primary))
{
    build();
    connectParts();
}

void QuestionnairesSection::build()
{
    m_warning->setWrapped(true);
    m_panel->hide();
    auto *card = new Card(tr("Questionnaires"));
    card->setNote(tr("What patients are asked"));
    QVBoxLayout *inside = columnIn(*card);
    inside->addWidget(m_banner);
    inside->addWidget(m_warning);
    inside->addWidget(m_table, 1);
    inside->addWidget(m_standing);
    inside->addWidget(makeActions());
    inside->addWidget(m_panel);
    inside->addWidget(makeRetiring());
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(16, 10, 16, 16);
    column->addWidget(card, 1);
    m_views->addWidget(m_list);
    m_views->addWidget(m_outline);
    m_views->addWidget(m_editor);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_views);
}

QWidget *QuestionnairesSection::makeActions()
{
    m_import->setWrites();
    m_edit->setWrites();
    auto *row = new QWidget;
    auto *buttons = new QHBoxLayout(row);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    for (Button *one : {m_look, m_edit, m_save})
        buttons->addWidget(one);
    buttons->addStretch();
    buttons->addWidget(m_import);
    return row;
}

QWidget *QuestionnairesSection::makeRetiring()
{
    m_reason->setAccessibleName(tr("Why it is retired"));
    m_reason->setPlaceholderText(tr("Why it is retired, %1 characters or more").arg(shortestReason));
    m_retire->setWrites();
    m_retire->setAccessibleName(tr("Retire this version"));
    m_password->setPlaceholderText(tr("Your password"));
    m_activate->setWrites();
    m_activate->setAccessibleName(tr("Activate this version"));
    auto *line = new QHBoxLayout(m_deciding);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(m_reason, 1);
    line->addWidget(m_retire);
    line->addSpacing(16);
    line->addWidget(m_password);
    line->addWidget(m_activate);
    return m_deciding;
}

void QuestionnairesSection::connectParts()
{
    connect(m_table, &QTableWidget::currentCellChanged, this, &QuestionnairesSection::showStanding);
    connect(m_table, &QTableWidget::cellActivated, this, &QuestionnairesSection::look);
    connect(m_import, &Button::clicked, this, [this] {
        m_context.prompter().askOpenFile(this, {tr("A FHIR questionnaire"), {}, {}, {u"JSON (*.json)"_s}, {}},
                                         [this](const QString &path) { readFile(path); });
    });
    connect(m_panel, &QuestionnaireImportPanel::accepted, this, &QuestionnairesSection::keepRead);
    connect(m_panel, &QuestionnaireImportPanel::turnedAway, this, [this] {
        m_panel->hide();
        m_import->setFocus(Qt::OtherFocusReason);
    });
    connect(m_look, &Button::clicked, this, &QuestionnairesSection::look);
    connect(m_edit, &Button::clicked, this, &QuestionnairesSection::edit);
    connect(m_save, &Button::clicked, this, [this] {
        const FileQuestion question{tr("Save the form"), {}, tr("%1 %2.json").arg(m_table->chosen()->entry.title, m_table->chosen()->entry.version), {u"JSON (*.json)"_s}, u"json"_s};
        m_context.prompter().askSaveFile(this, question, [this](const QString &path) { save(path); });
    });
    connect(m_activate, &Button::clicked, this, &QuestionnairesSection::activate);
    connect(m_password, &QLineEdit::returnPressed, this, &QuestionnairesSection::activate);
    connect(m_retire, &Button::clicked, this, &QuestionnairesSection::retire);
    connect(m_outline, &QuestionnaireOutline::closed, this, [this] { showList({}); });
    connect(m_editor, &QuestionnaireEditor::closed, this, [this] { showList({}); });
    connect(m_editor, &QuestionnaireEditor::published, this, [this](QuestionnaireId id) {
        showList(id);
        m_banner->tell({BannerKind::Done, tr("Version %1 is published").arg(m_table->chosen()->entry.version),
                        tr("It is asked from now on. Answers given before stay with the version they were given to."), {}});
    });
}

void QuestionnairesSection::refresh()
{
    load();
    if (m_views->currentWidget() == m_editor)
        m_editor->refresh();
}

void QuestionnairesSection::keepDraft()
{
    m_editor->keepDraft();
}

void QuestionnairesSection::load()
{
    const auto all = questionnaireVersions(m_context.database());
    if (!all)
        return tell(all.error());
    m_table->showVersions(*all);
    showStanding();
    const auto intake = currentQuestionnaire(m_context.database(), intakeUrl());
    const QStringList problems = intake ? intakeProblems(m_context.database(), intake->questionnaire).value_or(QStringList()) : QStringList();
    m_warning->setVisible(!problems.isEmpty());
    m_warning->setText(tr("The intake that is asked lacks what the safety rules read: %1.").arg(problems.join(u"; "_s)));
}

void QuestionnairesSection::showStanding()
{
    const QuestionnaireVersion *one = m_table->chosen();
    const bool mayPublish = may(m_context.actor().roles, Permission::PublishForms);
    const bool isIntakeAsked = one != nullptr && one->state == QuestionnaireState::Active && one->entry.url == intakeUrl();
    for (Button *button : {m_look, m_save})
        button->setEnabled(one != nullptr);
    m_import->setVisible(mayPublish);
    m_edit->setVisible(mayPublish);
    m_edit->setEnabled(one != nullptr);
    m_deciding->setVisible(mayPublish && one != nullptr);
    if (one == nullptr)
        return m_standing->setText(tr("No form is kept."));
    const bool mayRetire = one->state != QuestionnaireState::Retired && !isIntakeAsked;
    m_reason->setVisible(mayRetire);
    m_retire->setVisible(mayRetire);
    m_activate->setVisible(one->state != QuestionnaireState::Active);
    m_password->setVisible(m_context.isEncrypted() && one->state != QuestionnaireState::Active);
    QStringList said;
    if (isIntakeAsked)
        said << tr("The intake: the safety rules read it, so it is replaced by another version, never retired.");
    else if (one->state == QuestionnaireState::Active)
        said << tr("It is asked. A retired form is asked no more; its answers stay.");
    else if (one->state == QuestionnaireState::Retired)
        said << tr("Asked no more: %1. Answers given to it stay with it.").arg(one->reason);
    else
        said << tr("It waits. Activating it puts it in the place of the version that is asked.");
    if (!mayPublish)
        said << tr("The dermatologist decides which version is asked.");
    m_standing->setText(said.join(u' '));
}

void QuestionnairesSection::readFile(const QString &path)
{
    m_panel->hide();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tell(Error{ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString())});
    m_read = file.readAll();
    const auto read = readForImport(m_context.database(), m_read);
    if (!read)
        return m_banner->tell({BannerKind::Stop, tr("The form is not taken in"), tr("%1. Nothing was changed.").arg(capitalised(read.error().detail)), {}});
    m_banner->clear();
    m_panel->showForm(*read, intakeProblems(m_context.database(), read->form).value_or(QStringList()));
}

void QuestionnairesSection::keepRead()
{
    const auto id = importQuestionnaire(m_context.database(), m_context.actor(), m_context.now(), m_read);
    if (!id)
        return tell(id.error());
    m_panel->hide();
    m_context.announceDataChanged();
    load();
    m_table->choose(*id);
    m_table->setFocus(Qt::OtherFocusReason);
    m_banner->tell({BannerKind::Done, tr("%1, version %2, is kept").arg(m_table->chosen()->entry.title, m_table->chosen()->entry.version),
                    tr("Look it through, then activate it."), {}});
}

void QuestionnairesSection::save(const QString &path)
{
    const auto form = questionnaire(m_context.database(), m_table->chosenId());
    const Result<> written = form ? writeWhole(path, form->json()) : Result<>(tl::unexpected(form.error()));
    if (!written)
        return tell(written.error());
    m_banner->tell({BannerKind::Done, tr("The form is saved"), path, {}});
}

void QuestionnairesSection::activate()
{
    if (m_context.isEncrypted() && m_password->text().isEmpty())
        return m_password->setFocus(Qt::OtherFocusReason);
    m_list->setEnabled(false); // what is activated is what is shown
    provePassword(this, m_context, m_password->take(), [this, id = m_table->chosenId()](const Result<> &proven) {
        m_list->setEnabled(true);
        if (proven)
            return putActive(id);
        const ErrorWords told = proofWords(m_context, proven.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        m_password->setFocus(Qt::OtherFocusReason);
    });
}

void QuestionnairesSection::putActive(QuestionnaireId id)
{
    const auto done = activateQuestionnaire(m_context.database(), m_context.actor(), m_context.now(), id);
    if (!done)
        return tell(done.error());
    m_context.announceDataChanged();
    load();
    m_table->setFocus(Qt::OtherFocusReason);
    m_banner->tell({BannerKind::Done, tr("Version %1 is active").arg(m_table->chosen()->entry.version),
                    tr("It is asked from now on. Answers given before stay with the version they were given to."), {}});
}

void QuestionnairesSection::retire()
{
    if (!isReason(m_reason->text())) {
        m_banner->tell({BannerKind::Stop, tr("Why is it retired?"), tr("The journal keeps your reason, %1 characters or more.").arg(shortestReason), {}});
        return m_reason->setFocus(Qt::OtherFocusReason);
    }
    const auto done = retireQuestionnaire(m_context.database(), m_context.actor(), m_context.now(), m_table->chosenId(), m_reason->text());
    if (!done)
        return tell(done.error());
    m_reason->clear();
    m_context.announceDataChanged();
    load();
    m_table->setFocus(Qt::OtherFocusReason);
    m_banner->tell({BannerKind::Done, tr("Version %1 is retired").arg(m_table->chosen()->entry.version), tr("Its answers stay."), {}});
}

void QuestionnairesSection::look()
{
    Q_EMIT previewRequested(m_table->chosenId());
    if (isSignalConnected(QMetaMethod::fromSignal(&QuestionnairesSection::previewRequested)))
        return;
    const auto form = questionnaire(m_context.database(), m_table->chosenId());
    if (!form)
        return tell(form.error());
    m_views->setCurrentWidget(m_outline);
    m_outline->show(*form);
}

void QuestionnairesSection::edit()
{
    if (const Result<> opened = m_editor->open(m_table->chosenId()); !opened)
        return tell(opened.error());
    m_banner->clear();
    m_views->setCurrentWidget(m_editor);
}

void QuestionnairesSection::goOn(const QString &url)
{
    load();
    if (m_table->chooseForm(url))
        edit();
}

void QuestionnairesSection::showList(QuestionnaireId id)
{
    m_editor->keepDraft();
    m_views->setCurrentWidget(m_list);
    load();
    if (!id.isNull())
        m_table->choose(id);
    m_table->setFocus(Qt::OtherFocusReason);
}

void QuestionnairesSection::tell(const Error &error)
{
    dermis::tell(*m_banner, error);
}

} // namespace dermis
