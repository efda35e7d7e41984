#include "ui/settings/questionnaire_editor.h"

#include "core/access/permissions.h"
#include "core/safety/intake_fit.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/password_proof.h"
#include "ui/settings/card_parts.h"
#include "ui/settings/form_tree.h"
#include "ui/settings/questionnaire_draft.h"
#include "ui/settings/questionnaire_item_fields.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int versionWidth = 130;

} // namespace

QuestionnaireEditor::QuestionnaireEditor(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_draft(new QuestionnaireDraft(context, this))
    , m_heading(new TextLabel({}, TypeStyle::Title))
    , m_banner(new ErrorBanner)
    , m_title(new QLineEdit)
    , m_version(new QLineEdit)
    , m_tree(new FormTree)
    , m_fields(new QuestionnaireItemFields)
    , m_up(new Button(Icon::Up, tr("Up")))
    , m_down(new Button(Icon::Down, tr("Down")))
    , m_state(sentence({}))
    , m_aside(new Button(tr("Put the draft aside")))
    , m_password(new PasswordLine(tr("Your password")))
    , m_publish(new Button(Icon::Check, tr("Publish"), ButtonKind::Primary))
{
    build();
    connectParts();
    connectFields();
}

void QuestionnaireEditor::build()
{
    auto *back = new Button(Icon::Left, tr("Back to the list"));
    connect(back, &Button::clicked, this, &QuestionnaireEditor::closed);
    m_heading->setWrapped(true);
    m_version->setFixedWidth(versionWidth);
    m_up->setKeyHint(tr("Alt+Up"));
    m_up->setAccessibleName(tr("Move the item up"));
    m_down->setKeyHint(tr("Alt+Down"));
    m_down->setAccessibleName(tr("Move the item down"));
    m_publish->setWrites();
    m_publish->setAccessibleName(tr("Publish the new version"));
    m_aside->setWrites();
    m_password->setPlaceholderText(tr("Your password"));
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_heading, 1);
    head->addWidget(back);
    auto *names = new QHBoxLayout;
    names->setSpacing(12);
    names->addWidget(new FormField(tr("Title"), m_title), 1);
    names->addWidget(new FormField(tr("New version"), m_version));
    auto *moves = new QHBoxLayout;
    moves->setContentsMargins(8, 6, 8, 8);
    moves->setSpacing(6);
    moves->addWidget(m_up);
    moves->addWidget(m_down);
    moves->addStretch();
    auto *items = new Card(tr("Items"));
    items->body()->addWidget(m_tree, 1);
    items->body()->addLayout(moves);
    auto *item = new Card(tr("The chosen item"));
    item->addPadded(m_fields);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(12);
    sides->addWidget(items, 1);
    sides->addWidget(item, 1);
    auto *end = new QHBoxLayout;
    end->setSpacing(8);
    end->addWidget(m_state, 1);
    end->addWidget(m_aside);
    end->addWidget(m_password);
    end->addWidget(m_publish);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(10);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addLayout(names);
    column->addLayout(sides, 1);
    column->addLayout(end);
}

void QuestionnaireEditor::connectParts()
{
    connect(m_title, &QLineEdit::textEdited, this, [this](const QString &title) {
        m_draft->edit().setTitle(title);
        changed();
    });
    connect(m_version, &QLineEdit::textEdited, this, [this](const QString &version) {
        m_draft->edit().setVersion(version.trimmed());
        changed();
    });
    connect(m_tree, &FormTree::chosen, this, [this] { showCurrent(); });
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] { m_fields->focusText(); });
    connect(m_up, &Button::clicked, this, [this] { move(-1); });
    connect(m_down, &Button::clicked, this, [this] { move(1); });
    for (const auto &[key, by] : {std::pair(Qt::Key_Up, -1), std::pair(Qt::Key_Down, 1)}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::ALT | key), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, step = by] { m_fields->isInOptions() ? m_fields->moveOption(step) : move(step); });
    }
    connect(m_draft, &QuestionnaireDraft::kept, this, &QuestionnaireEditor::showState);
    connect(m_draft, &QuestionnaireDraft::keepFailed, this, &QuestionnaireEditor::tell);
    connect(m_banner, &ErrorBanner::actionChosen, this, &QuestionnaireEditor::settle);
    connect(m_aside, &Button::clicked, this, &QuestionnaireEditor::putAside);
    connect(m_publish, &Button::clicked, this, &QuestionnaireEditor::publish);
    connect(m_password, &QLineEdit::returnPressed, this, &QuestionnaireEditor::publish);
}

void QuestionnaireEditor::connectFields()
{
    connect(m_fields, &QuestionnaireItemFields::prefixTyped, this,
            [this](const QString &prefix) { change([&](FormEdit &edit, const QString &linkId) { return edit.setPrefix(linkId, prefix); }); });
    connect(m_fields, &QuestionnaireItemFields::textTyped, this,
            [this](const QString &text) { change([&](FormEdit &edit, const QString &linkId) { return edit.setText(linkId, text); }); });
    connect(m_fields, &QuestionnaireItemFields::helpTyped, this,
            [this](const QString &help) { change([&](FormEdit &edit, const QString &linkId) { return edit.setHelp(linkId, help); }); });
    connect(m_fields, &QuestionnaireItemFields::requiredChosen, this,
            [this](bool required) { change([&](FormEdit &edit, const QString &linkId) { return edit.setRequired(linkId, required); }); });
    connect(m_fields, &QuestionnaireItemFields::shelfLifeChosen, this,
            [this](const ShelfLife &life) { change([&](FormEdit &edit, const QString &linkId) { return edit.setShelfLife(linkId, life); }); });
    connect(m_fields, &QuestionnaireItemFields::optionRenamed, this, [this](int option, const QString &label) {
        change([&](FormEdit &edit, const QString &linkId) { return edit.renameOption(linkId, option, label); });
    });
    connect(m_fields, &QuestionnaireItemFields::optionMoved, this, [this](int option, int by) {
        change([&](FormEdit &edit, const QString &linkId) { return edit.moveOption(linkId, option, by); });
        showCurrent(option + by);
    });
    connect(m_fields, &QuestionnaireItemFields::optionAdded, this, &QuestionnaireEditor::addOption);
    connect(m_fields, &QuestionnaireItemFields::optionRemoved, this, &QuestionnaireEditor::removeOption);
}

Result<> QuestionnaireEditor::open(QuestionnaireId id)
{
    TRY(m_draft->open(id));
    showForm();
    m_tree->setFocus(Qt::OtherFocusReason);
    return {};
}

void QuestionnaireEditor::showForm()
{
    m_banner->clear();
    m_asked = Asked::Nothing;
    if (m_draft->isOvertaken())
        askOtherActive();
    else if (m_draft->resumedFrom().isValid())
        m_banner->tell({BannerKind::Draft, tr("A draft of this form was kept"), tr("It is from %1.").arg(momentWords(m_draft->resumedFrom())), {}});
    const FormEdit &edit = m_draft->edit();
    m_heading->setText(tr("A new version of %1").arg(edit.title()));
    m_title->setText(edit.title());
    m_version->setText(edit.version());
    m_tree->showItems(edit.items(), {});
    showCurrent();
}

void QuestionnaireEditor::askOtherActive()
{
    m_asked = Asked::OtherActive;
    m_banner->tell({BannerKind::Conflict, tr("Another version became active since this draft was begun"),
                    tr("Yours is kept. Look at what stands there now; publishing yours puts it in its place."),
                    {tr("Go on with mine"), tr("Put mine aside")}});
}

void QuestionnaireEditor::showCurrent(int option)
{
    const auto item = m_draft->edit().find(m_tree->linkId());
    m_fields->setEnabled(item.has_value());
    m_up->setEnabled(item && item->mayMoveUp);
    m_down->setEnabled(item && item->mayMoveDown);
    if (item)
        m_fields->showItem(*item, option);
    showState();
}

void QuestionnaireEditor::change(const std::function<Result<>(FormEdit &, const QString &)> &act)
{
    const QString linkId = m_tree->linkId();
    if (const Result<> done = act(m_draft->edit(), linkId); !done)
        return tell(done.error());
    if (const auto item = m_draft->edit().find(linkId))
        m_tree->showWords(*item);
    changed();
}

/// Keeps what was typed, unless another window keeps the same draft.
void QuestionnaireEditor::changed()
{
    if (isStillOurs())
        m_draft->touch();
    showState();
}

bool QuestionnaireEditor::isStillOurs()
{
    if (m_asked == Asked::OtherWindow)
        return false;
    if (m_draft->isStillOurs())
        return true;
    m_draft->hold();
    m_asked = Asked::OtherWindow;
    m_banner->tell({BannerKind::Conflict, tr("This draft was changed in another window"),
                    tr("What you typed since is still here, but not kept. Keep yours, or take what stands there now?"),
                    {tr("Keep mine"), tr("Take theirs")}});
    return false;
}

void QuestionnaireEditor::settle(int action)
{
    const Asked asked = std::exchange(m_asked, Asked::Nothing);
    m_banner->clear();
    const bool mine = action == 0;
    if (asked == Asked::OtherActive && !mine)
        return putAside();
    Result<> settled;
    if (asked == Asked::OtherActive)
        settled = m_draft->acceptActive();
    else if (mine)
        m_draft->acceptOurs();
    else
        settled = m_draft->reopen();
    if (!settled)
        return tell(settled.error());
    if (asked == Asked::OtherWindow && !mine)
        return showForm();
    m_version->setText(m_draft->edit().version());
    showState();
}

void QuestionnaireEditor::refresh()
{
    if (!m_draft->isOpen())
        return;
    if (m_draft->isOfActor()) {
        isStillOurs();
        return;
    }
    m_draft->flush(); // somebody else is at the computer: it stays whose it was
    Q_EMIT closed();
}

void QuestionnaireEditor::keepDraft()
{
    if (m_draft->isOpen() && m_draft->isWaiting() && isStillOurs())
        m_draft->flush();
}

void QuestionnaireEditor::move(int by)
{
    change([by](FormEdit &edit, const QString &linkId) { return edit.move(linkId, by); });
    m_tree->showItems(m_draft->edit().items(), m_tree->linkId());
    showCurrent();
}

void QuestionnaireEditor::addOption()
{
    int place = 0;
    change([&](FormEdit &edit, const QString &linkId) -> Result<> {
        place = TRY(edit.addOption(linkId, tr("New answer")));
        return {};
    });
    showCurrent(place);
    m_fields->editOption(place);
}

QStringList QuestionnaireEditor::rulesThatRead(const QString &code) const
{
    if (m_draft->edit().url() != intakeUrl() || code.isEmpty())
        return {};
    QStringList rules = rulesNaming(*RuleSet::shipped(), m_tree->linkId(), code);
    if (const auto inForce = ruleSetInForce(m_context.database()))
        rules += rulesNaming(*inForce->rules, m_tree->linkId(), code);
    rules.removeDuplicates();
    return rules;
}

void QuestionnaireEditor::removeOption(int option)
{
    const QString linkId = m_tree->linkId();
    const QString code = m_draft->edit().find(linkId).value_or(EditableItem()).options.value(option).code;
    const QStringList readers = m_draft->edit().namedBy(linkId, option) + rulesThatRead(code);
    if (!readers.isEmpty())
        return m_banner->tell({BannerKind::Stop, tr("This answer stays"), tr("It is read by %1. Change its words instead.").arg(readers.join(u", "_s)), {}});
    change([option](FormEdit &edit, const QString &id) { return edit.removeOption(id, option); });
    showCurrent(option);
}

void QuestionnaireEditor::putAside()
{
    if (const Result<> aside = m_draft->putAside(); !aside)
        return tell(aside.error());
    Q_EMIT closed();
}

void QuestionnaireEditor::publish()
{
    keepDraft();
    if (m_asked == Asked::OtherWindow)
        return;
    if (const auto form = m_draft->edit().finished(); !form)
        return tell(form.error());
    if (m_context.isEncrypted() && m_password->text().isEmpty())
        return m_password->setFocus(Qt::OtherFocusReason);
    setEnabled(false);
    provePassword(this, m_context, m_password->take(), [this](const Result<> &proven) {
        setEnabled(true);
        if (proven)
            return putInForce();
        const ErrorWords told = proofWords(m_context, proven.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        m_password->setFocus(Qt::OtherFocusReason);
    });
}

void QuestionnaireEditor::putInForce()
{
    const auto id = m_draft->publish();
    if (!id)
        return id.error().code == ErrorCode::Conflict ? askOtherActive() : tell(id.error());
    m_context.announceDataChanged();
    Q_EMIT published(*id);
}

void QuestionnaireEditor::showState()
{
    const bool mayPublish = may(m_context.actor().roles, Permission::PublishForms) && !m_context.database().isReadOnly();
    m_publish->setEnabled(mayPublish);
    m_password->setVisible(m_context.isEncrypted());
    m_aside->setEnabled(m_draft->isKept());
    const QString kept = m_draft->words();
    m_state->setText(kept.isEmpty() ? tr("Nobody is asked it until you publish it.") : tr("%1. Nobody is asked it until you publish it.").arg(kept));
}

void QuestionnaireEditor::tell(const Error &error)
{
    dermis::tell(*m_banner, error);
}

void QuestionnaireEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace dermis
