#include "ui/settings/questionnaire_editor.h"

#include "core/access/permissions.h"
#include "core/safety/intake_fit.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/password_proof.h"
#include "ui/settings/card_parts.h"
#include "ui/settings/questionnaire_item_fields.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QShortcut>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int versionWidth = 130;

QString rowWords(const EditableItem &item)
{
    const QString words = item.text.isEmpty() ? item.linkId : QString(item.text).replace(u'\n', u' ');
    return item.prefix.isEmpty() ? words : u"%1  %2"_s.arg(item.prefix, words);
}

DraftKey editingKey(const QString &url, StaffId author)
{
    return {0, questionnaireDraftForm(url), author};
}

/// What is asked now; null when nothing is.
QuestionnaireId activeNow(Database &database, const QString &url)
{
    const auto active = currentQuestionnaire(database, url);
    return active ? active->id : QuestionnaireId();
}

} // namespace

QuestionnaireEditor::QuestionnaireEditor(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_draft(new DraftKeeper(context, [this] { return m_edit ? m_edit->json() : QByteArray(); }, this))
    , m_heading(new TextLabel({}, TypeStyle::Title))
    , m_banner(new ErrorBanner)
    , m_title(new QLineEdit)
    , m_version(new QLineEdit)
    , m_tree(new QTreeWidget)
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
    m_tree->setAccessibleName(tr("Items of the form"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
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
        m_edit->setTitle(title);
        changed();
    });
    connect(m_version, &QLineEdit::textEdited, this, [this](const QString &version) {
        m_edit->setVersion(version.trimmed());
        changed();
    });
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem *item) {
        if (m_isShowing || item == nullptr)
            return;
        m_linkId = item->data(0, Qt::UserRole).toString();
        showCurrent();
    });
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] { m_fields->focusText(); });
    connect(m_up, &Button::clicked, this, [this] { move(-1); });
    connect(m_down, &Button::clicked, this, [this] { move(1); });
    for (const auto &[key, by] : {std::pair(Qt::Key_Up, -1), std::pair(Qt::Key_Down, 1)}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::ALT | key), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, step = by] { m_fields->isInOptions() ? m_fields->moveOption(step) : move(step); });
    }
    connect(m_draft, &DraftKeeper::kept, this, [this] {
        m_known = m_edit->json();
        showState();
    });
    connect(m_draft, &DraftKeeper::keepFailed, this, &QuestionnaireEditor::tell);
    connect(m_banner, &ErrorBanner::actionChosen, this, &QuestionnaireEditor::settle);
    connect(m_aside, &Button::clicked, this, &QuestionnaireEditor::putAside);
    connect(m_publish, &Button::clicked, this, &QuestionnaireEditor::publish);
    connect(m_password, &QLineEdit::returnPressed, this, &QuestionnaireEditor::publish);
}

void QuestionnaireEditor::connectFields()
{
    connect(m_fields, &QuestionnaireItemFields::prefixTyped, this,
            [this](const QString &prefix) { change([&](FormEdit &edit) { return edit.setPrefix(m_linkId, prefix); }); });
    connect(m_fields, &QuestionnaireItemFields::textTyped, this,
            [this](const QString &text) { change([&](FormEdit &edit) { return edit.setText(m_linkId, text); }); });
    connect(m_fields, &QuestionnaireItemFields::helpTyped, this,
            [this](const QString &help) { change([&](FormEdit &edit) { return edit.setHelp(m_linkId, help); }); });
    connect(m_fields, &QuestionnaireItemFields::requiredChosen, this,
            [this](bool required) { change([&](FormEdit &edit) { return edit.setRequired(m_linkId, required); }); });
    connect(m_fields, &QuestionnaireItemFields::shelfLifeChosen, this,
            [this](const ShelfLife &life) { change([&](FormEdit &edit) { return edit.setShelfLife(m_linkId, life); }); });
    connect(m_fields, &QuestionnaireItemFields::optionRenamed, this, [this](int option, const QString &label) {
        change([&](FormEdit &edit) { return edit.renameOption(m_linkId, option, label); });
    });
    connect(m_fields, &QuestionnaireItemFields::optionMoved, this, [this](int option, int by) {
        change([&](FormEdit &edit) { return edit.moveOption(m_linkId, option, by); });
        showCurrent(option + by);
    });
    connect(m_fields, &QuestionnaireItemFields::optionAdded, this, &QuestionnaireEditor::addOption);
    connect(m_fields, &QuestionnaireItemFields::optionRemoved, this, &QuestionnaireEditor::removeOption);
}

Result<> QuestionnaireEditor::open(QuestionnaireId id)
{
    keepDraft(); // of the form before
    m_id = id;
    m_linkId.clear();
    return begin();
}

Result<> QuestionnaireEditor::begin()
{
    Database &database = m_context.database();
    const Questionnaire form = TRY(questionnaire(database, m_id));
    const DraftKey key = editingKey(form.url(), m_context.actor().id);
    const auto draft = TRY(findDraft(database, key));
    m_edit = TRY(FormEdit::fromJson(draft ? draft->body : form.json()));
    m_known = draft ? draft->body : QByteArray();
    const QuestionnaireId active = activeNow(database, form.url());
    m_activeBefore = draft ? QuestionnaireId(draft->basedOn) : active;
    m_draft->setKey(key, m_activeBefore.value());
    if (!draft)
        m_edit->setVersion({});
    TRY(suggestVersion(form.version()));
    m_banner->clear();
    m_asked = Asked::Nothing;
    if (draft && m_activeBefore != active) {
        askOtherActive();
    } else if (draft) {
        m_asked = Asked::DraftKept;
        m_banner->tell({BannerKind::Draft, tr("A draft of this form was kept"), tr("It is from %1.").arg(momentWords(draft->savedAt)), {}});
    }
    m_title->setText(m_edit->title());
    m_heading->setText(tr("A new version of %1").arg(form.title()));
    showTree();
    m_tree->setFocus(Qt::OtherFocusReason);
    return {};
}

/// Gives a new number where the draft has none, or one that is used by now.
Result<> QuestionnaireEditor::suggestVersion(const QString &before)
{
    const QList<QuestionnaireVersion> versions = TRY(questionnaireVersions(m_context.database()));
    QStringList taken;
    bool isShipped = false;
    for (const QuestionnaireVersion &one : versions) {
        if (one.entry.url != m_edit->url())
            continue;
        taken << one.entry.version;
        isShipped = isShipped || one.isShipped;
    }
    if (m_edit->version().isEmpty() || taken.contains(m_edit->version()))
        m_edit->setVersion(nextVersion(before, taken, isShipped));
    m_version->setText(m_edit->version());
    return {};
}

void QuestionnaireEditor::askOtherActive()
{
    m_asked = Asked::OtherActive;
    m_banner->tell({BannerKind::Conflict, tr("Another version became active since this draft was begun"),
                    tr("Yours is kept. Look at what stands there now; publishing yours puts it in its place."),
                    {tr("Go on with mine"), tr("Put mine aside")}});
}

void QuestionnaireEditor::showTree()
{
    m_isShowing = true;
    m_tree->clear();
    QList<QTreeWidgetItem *> above; // the last one at each depth
    QTreeWidgetItem *current = nullptr;
    const QList<EditableItem> items = m_edit->items();
    for (const EditableItem &item : items) {
        above.resize(item.depth);
        auto *row = item.depth == 0 ? new QTreeWidgetItem(m_tree) : new QTreeWidgetItem(above.last());
        row->setText(0, rowWords(item));
        row->setData(0, Qt::UserRole, item.linkId);
        above << row;
        if (item.linkId == m_linkId || current == nullptr)
            current = row;
    }
    m_tree->expandAll();
    m_tree->setCurrentItem(current);
    m_linkId = current == nullptr ? QString() : current->data(0, Qt::UserRole).toString();
    m_isShowing = false;
    showCurrent();
}

void QuestionnaireEditor::showCurrent(int option)
{
    const auto item = m_edit->find(m_linkId);
    m_fields->setEnabled(item.has_value());
    m_up->setEnabled(item && item->mayMoveUp);
    m_down->setEnabled(item && item->mayMoveDown);
    if (item)
        m_fields->showItem(*item, option);
    showState();
}

void QuestionnaireEditor::showTreeWords()
{
    const auto item = m_edit->find(m_linkId);
    if (item && m_tree->currentItem() != nullptr)
        m_tree->currentItem()->setText(0, rowWords(*item));
}

void QuestionnaireEditor::change(const std::function<Result<>(FormEdit &)> &act)
{
    if (const Result<> done = act(*m_edit); !done)
        return tell(done.error());
    showTreeWords();
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
    const auto stored = findDraft(m_context.database(), m_draft->key());
    if (!stored || (*stored ? (*stored)->body : QByteArray()) == m_known)
        return true;
    m_draft->forget();
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
    if (asked == Asked::OtherActive) {
        m_activeBefore = activeNow(m_context.database(), m_edit->url());
        m_draft->setKey(m_draft->key(), m_activeBefore.value());
        if (const Result<> suggested = suggestVersion(m_edit->version()); !suggested)
            return tell(suggested.error());
        changed();
    } else if (asked == Asked::OtherWindow && mine) {
        const auto stored = findDraft(m_context.database(), m_draft->key());
        m_known = stored && *stored ? (*stored)->body : QByteArray();
        changed();
    } else if (asked == Asked::OtherWindow) {
        if (const Result<> begun = begin(); !begun)
            tell(begun.error());
    }
}

void QuestionnaireEditor::refresh()
{
    if (m_edit)
        isStillOurs();
}

void QuestionnaireEditor::keepDraft()
{
    if (m_edit && m_draft->isWaiting() && isStillOurs())
        m_draft->flush();
}

void QuestionnaireEditor::move(int by)
{
    change([&](FormEdit &edit) { return edit.move(m_linkId, by); });
    const bool wasInTree = m_tree->hasFocus();
    showTree();
    if (wasInTree)
        m_tree->setFocus(Qt::OtherFocusReason);
}

void QuestionnaireEditor::addOption()
{
    int place = 0;
    change([&](FormEdit &edit) -> Result<> {
        place = TRY(edit.addOption(m_linkId, tr("New answer")));
        return {};
    });
    showCurrent(place);
    m_fields->editOption(place);
}

QStringList QuestionnaireEditor::rulesThatRead(const QString &code) const
{
    if (m_edit->url() != intakeUrl() || code.isEmpty())
        return {};
    QStringList rules = rulesNaming(*RuleSet::shipped(), m_linkId, code);
    if (const auto inForce = ruleSetInForce(m_context.database()))
        rules += rulesNaming(*inForce->rules, m_linkId, code);
    rules.removeDuplicates();
    return rules;
}

void QuestionnaireEditor::removeOption(int option)
{
    const QString code = m_edit->find(m_linkId).value_or(EditableItem()).options.value(option).code;
    const QStringList readers = m_edit->namedBy(m_linkId, option) + rulesThatRead(code);
    if (!readers.isEmpty())
        return m_banner->tell({BannerKind::Stop, tr("This answer stays"), tr("It is read by %1. Change its words instead.").arg(readers.join(u", "_s)), {}});
    change([&](FormEdit &edit) { return edit.removeOption(m_linkId, option); });
    showCurrent(option);
}

void QuestionnaireEditor::putAside()
{
    m_draft->forget();
    if (const Result<> aside = discardDraft(m_context.database(), m_draft->key()); !aside)
        return tell(aside.error());
    m_edit.reset();
    m_known.clear();
    Q_EMIT closed();
}

void QuestionnaireEditor::publish()
{
    keepDraft();
    if (m_asked == Asked::OtherWindow)
        return;
    if (const auto form = m_edit->finished(); !form)
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
    });
}

void QuestionnaireEditor::putInForce()
{
    const auto id = publishQuestionnaire(m_context.database(), m_context.actor(), m_context.now(), {m_edit->json(), m_activeBefore, m_draft->key()});
    if (!id)
        return id.error().code == ErrorCode::Conflict ? askOtherActive() : tell(id.error());
    m_draft->forget();
    m_edit.reset();
    m_known.clear();
    m_context.announceDataChanged();
    Q_EMIT published(*id);
}

void QuestionnaireEditor::showState()
{
    const bool mayPublish = may(m_context.actor().roles, Permission::PublishForms) && !m_context.database().isReadOnly();
    m_publish->setEnabled(mayPublish);
    m_password->setVisible(m_context.isEncrypted());
    m_aside->setEnabled(!m_known.isEmpty() || m_draft->isWaiting());
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
