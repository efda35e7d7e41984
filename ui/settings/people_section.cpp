#include "ui/settings/people_section.h"

#include "core/access/permissions.h"
#include "core/storage/drafts.h"
#include "ui/context/clinic_context.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/words.h"
#include "ui/settings/password_panel.h"
#include "ui/settings/staff_form.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/person_list.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int peopleWidth = 280;
constexpr int personWidth = 620;
constexpr int besideFrom = 900; // with less room the form stands below the list

} // namespace

PeopleSection::PeopleSection(ClinicContext &context, QWidget *parent)
    : SettingsSection(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_list(new PersonList(tr("People")))
    , m_add(new Button(Icon::Plus, tr("Add a person")))
    , m_name(new QLineEdit)
    , m_hpcsa(new QLineEdit)
    , m_active(new QCheckBox(tr("Works here")))
    , m_state(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_undo(new Button(tr("Undo all")))
    , m_keep(new Button(Icon::Save, tr("Keep changes"), ButtonKind::Primary))
    , m_password(new PasswordPanel(context))
    , m_draft(new DraftKeeper(
          context, [this] { return staffToJson(typed()); }, this))
{
    m_add->setWrites();
    m_keep->setWrites();
    for (const Role role : allRoles())
        m_roles << new QCheckBox(roleWord(role));
    m_cards = new QHBoxLayout;
    m_cards->setSpacing(10);
    m_cards->addWidget(makeList(), 0, Qt::AlignTop);
    m_cards->addWidget(makeRight(), 1, Qt::AlignTop);
    m_cards->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(10);
    column->addWidget(m_banner);
    column->addLayout(m_cards);
    column->addStretch(1);
    connectControls();
}

QWidget *PeopleSection::makeList()
{
    auto *card = new Card(tr("People"));
    m_list->setMinimumHeight(5 * PersonList::rowHeight);
    m_add->setSmall(true);
    card->addHeaderWidget(m_add);
    card->body()->addWidget(m_list);
    card->setFixedWidth(peopleWidth);
    return card;
}

QWidget *PeopleSection::makeForm()
{
    m_name->setObjectName(u"name"_s);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setContentsMargins(14, 14, 14, 8);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->addRow(tr("&Name, as printed"), m_name);
    form->addRow(tr("&HPCSA number"), m_hpcsa);
    auto *roles = new QVBoxLayout;
    for (QCheckBox *role : std::as_const(m_roles))
        roles->addWidget(role);
    form->addRow(tr("Roles"), roles);
    form->addRow(QString(), m_active);
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(14, 4, 14, 14);
    footer->setSpacing(8);
    m_state->setWrapped(true);
    footer->addWidget(m_state, 1);
    for (Button *button : {m_undo, m_keep})
        button->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    footer->addWidget(m_undo);
    footer->addWidget(m_keep);
    m_keep->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    auto *card = new Card(tr("Person"));
    card->body()->addLayout(form);
    card->body()->addLayout(footer);
    return card;
}

QWidget *PeopleSection::makeRight()
{
    auto *right = new QWidget;
    right->setMaximumWidth(personWidth);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(makeForm());
    column->addWidget(m_password);
    m_password->setVisible(m_context.isEncrypted());
    return right;
}

void PeopleSection::setRoom(int width)
{
    m_cards->setDirection(width < besideFrom ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void PeopleSection::connectControls()
{
    connect(m_list, &PersonList::currentRowChanged, this, &PeopleSection::showPerson);
    connect(m_add, &Button::clicked, this, &PeopleSection::addPerson);
    connect(m_name, &QLineEdit::textEdited, this, &PeopleSection::changed);
    connect(m_hpcsa, &QLineEdit::textEdited, this, &PeopleSection::changed);
    for (QCheckBox *role : std::as_const(m_roles))
        connect(role, &QCheckBox::clicked, this, &PeopleSection::changed);
    connect(m_active, &QCheckBox::clicked, this, &PeopleSection::changed);
    connect(m_keep, &Button::clicked, this, &PeopleSection::keep);
    connect(m_password, &PasswordPanel::given, &m_context, &ClinicContext::announceDataChanged);
    connect(m_undo, &Button::clicked, this, &PeopleSection::undo);
    connect(m_banner, &ErrorBanner::actionChosen, this, [this](int action) { settle(action == 0); });
    connect(m_draft, &DraftKeeper::kept, this, &PeopleSection::showState);
    connect(m_draft, &DraftKeeper::keepFailed, this, &PeopleSection::tell);
}

void PeopleSection::refresh()
{
    if (!m_dirty)
        load();
    showState();
}

void PeopleSection::load()
{
    const Result<QList<Staff>> staff = allStaff(m_context.database());
    if (!staff)
        return tell(staff.error());
    m_staff = *staff;
    const StaffId shown = m_person.id.isNull() ? m_context.actor().id : m_person.id;
    QList<PersonRow> rows;
    int current = 0;
    for (const Staff &person : std::as_const(m_staff)) {
        if (person.id == shown)
            current = static_cast<int>(rows.size());
        rows << PersonRow{person.name, rolesWords(person.roles),
                          person.active ? QString() : tr("no longer here")};
    }
    m_list->setPeople(rows);
    m_list->setCurrentRow(current);
    showPerson(current);
}

void PeopleSection::showPerson(int row)
{
    if (row < 0 || row >= m_staff.size())
        return;
    m_draft->flush();
    showFields(m_staff.at(row));
}

void PeopleSection::addPerson()
{
    m_draft->flush();
    m_list->setCurrentRow(-1);
    showFields({});
    m_name->setFocus(Qt::OtherFocusReason);
}

void PeopleSection::showFields(const Staff &person)
{
    m_person = person;
    m_theirs.reset();
    m_draft->setKey({0, u"staff/"_s + person.id.toString(), m_context.actor().id}, person.revision);
    const auto found = findDraft(m_context.database(), m_draft->key());
    const bool drafted = found && found->has_value();
    const Staff shown = drafted ? staffFromJson((*found)->body, person) : person;
    m_dirty = shown != person;
    m_name->setText(shown.name);
    m_hpcsa->setText(shown.hpcsaNumber);
    for (qsizetype index = 0; index < m_roles.size(); ++index)
        m_roles.at(index)->setChecked(shown.roles.testFlag(allRoles().at(index)));
    m_active->setChecked(shown.active);
    m_password->setPerson(person);
    m_banner->clear();
    if (m_dirty && (*found)->basedOn != person.revision)
        askWhose(person);
    else if (m_dirty)
        m_banner->tell(
            {BannerKind::Draft,
             tr("A draft of these details was kept"),
             tr("It is from %1. Keep the changes, or undo them all.").arg(momentWords((*found)->savedAt)),
             {}});
    showState();
}

Staff PeopleSection::typed() const
{
    Staff person = m_person;
    person.name = m_name->text();
    person.hpcsaNumber = m_hpcsa->text();
    person.roles = {};
    for (qsizetype index = 0; index < m_roles.size(); ++index)
        person.roles.setFlag(allRoles().at(index), m_roles.at(index)->isChecked());
    person.active = m_active->isChecked();
    return person;
}

void PeopleSection::changed()
{
    m_dirty = typed() != m_person;
    m_draft->touch();
    showState();
}

void PeopleSection::showState()
{
    const bool mayChange = may(m_context.actor().roles, Permission::ManageStaff);
    const Staff person = typed();
    const bool complete = !person.name.trimmed().isEmpty() && person.roles != Roles();
    m_add->setEnabled(mayChange);
    QList<QWidget *> fields(m_roles.begin(), m_roles.end());
    fields << m_name << m_hpcsa << m_active;
    for (QWidget *field : std::as_const(fields))
        field->setEnabled(mayChange);
    m_keep->setEnabled(mayChange && m_dirty && complete && !m_theirs);
    m_undo->setEnabled(m_dirty);
    m_password->setEnabled(!m_dirty);
    if (!mayChange)
        m_state->setText(tr("Only the owner of the practice changes this."));
    else if (m_dirty && !complete)
        m_state->setText(tr("Needs a name and at least one role."));
    else
        m_state->setText(m_dirty ? m_draft->words() : tr("Kept. Nothing is waiting."));
}

void PeopleSection::keepDraft()
{
    m_draft->flush();
}

void PeopleSection::keep()
{
    const Result<Staff> kept = saveStaff(m_context.database(), m_context.actor(), m_context.now(), typed());
    if (!kept && kept.error().code == ErrorCode::InvalidInput)
        return m_banner->tell({BannerKind::Stop,
                               tr("The practice needs an owner"),
                               tr("Nothing was changed. Make somebody else with a password the owner first."),
                               {}});
    if (!kept && kept.error().code == ErrorCode::Conflict) {
        if (const auto theirs = staffMember(m_context.database(), m_person.id))
            return askWhose(*theirs);
    }
    if (!kept)
        return tell(kept.error());
    const bool isNew = m_person.id.isNull();
    m_person = *kept;
    undo();
    m_context.announceDataChanged();
    if (isNew && m_context.isEncrypted())
        m_password->ask();
}

void PeopleSection::askWhose(const Staff &theirs)
{
    const auto told = [](const Staff &person) {
        return sentences({person.name, rolesWords(person.roles), person.active ? QString() : tr("no longer here")});
    };
    m_theirs = theirs;
    showState();
    m_banner->tell({BannerKind::Conflict, tr("Somebody else changed these details"),
                    tr("Theirs: %1 Yours: %2 Nothing is lost. Keep yours, or keep theirs?").arg(told(theirs), told(typed())),
                    {tr("Keep mine"), tr("Keep theirs")}});
}

void PeopleSection::settle(bool mine)
{
    if (!m_theirs)
        return;
    const Staff theirs = *std::exchange(m_theirs, std::nullopt);
    m_banner->clear();
    if (!mine)
        return undo();
    m_person = theirs; // what is typed goes onto what stands there now
    m_dirty = typed() != m_person;
    showState();
    keep();
}

void PeopleSection::undo()
{
    m_theirs.reset();
    m_draft->forget();
    if (const Result<> aside = discardDraft(m_context.database(), m_draft->key()); !aside)
        return tell(aside.error());
    m_dirty = false;
    m_banner->clear();
    refresh();
}

void PeopleSection::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
