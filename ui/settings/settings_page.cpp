#include "ui/settings/settings_page.h"

#include "ui/context/clinic_context.h"
#include "ui/printing/print_server.h"
#include "ui/settings/access_section.h"
#include "ui/settings/computer_section.h"
#include "ui/settings/export_section.h"
#include "ui/settings/forms_section.h"
#include "ui/settings/incident_section.h"
#include "ui/settings/people_section.h"
#include "ui/settings/practice_section.h"
#include "ui/settings/questionnaires_section.h"
#include "ui/settings/recovery_key_section.h"
#include "ui/settings/rules_section.h"
#include "ui/settings/section_list.h"

#include <QBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>

namespace dermis {

namespace {

constexpr int listWidth = 196;

} // namespace

SettingsPage::SettingsPage(ClinicContext &context, QWidget *parent) : SettingsPage(context, systemPrintServer(), parent) {}

SettingsPage::SettingsPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : Page(context, parent), m_list(new SectionList), m_stack(new QStackedWidget)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(m_stack, 1);
    addSection(Icon::Door, tr("Practice"), new PracticeSection(context));
    m_parts.insert(SettingsPart::People, static_cast<int>(m_sections.size()));
    addSection(Icon::Patients, tr("People and roles"), new PeopleSection(context));
    auto *computer = new ComputerSection(context);
    addSection(Icon::Sun, tr("This computer"), computer);
    connect(computer, &ComputerSection::lockAfterChanged, this, &SettingsPage::lockAfterChanged);
    connect(computer, &ComputerSection::scanFolderChanged, this, &SettingsPage::scanFolderChanged);
    if (context.isEncrypted()) {
        m_parts.insert(SettingsPart::RecoveryKey, static_cast<int>(m_sections.size()));
        addSection(Icon::Key, tr("Recovery key"), new RecoveryKeySection(context, server));
    }
    addSection(Icon::Eye, tr("Who opened records"), new AccessSection(context, server));
    m_parts.insert(SettingsPart::ExportAndErase, static_cast<int>(m_sections.size()));
    m_export = new ExportSection(context);
    addSection(Icon::Folder, tr("Export and erase"), m_export);
    addSection(Icon::Bell, tr("Breaches"), new IncidentSection(context));
    addSection(Icon::Shield, tr("Safety rules"), new RulesSection(context));
    addSection(Icon::Note, tr("Forms"), new FormsSection(context));
    m_questionnaires = new QuestionnairesSection(context);
    addSection(Icon::Speech, tr("Questionnaires"), m_questionnaires, SettingsPart::Questionnaires);
    connect(m_list, &SectionList::sectionChosen, this, [this](int index) {
        keepDraft();
        m_stack->setCurrentIndex(index);
        m_sections.at(index)->refresh();
    });
    connect(&context, &ClinicContext::actorChanged, this, &SettingsPage::refresh);
    m_list->setFixedWidth(std::max(listWidth, m_list->sizeHintForColumn(0)));
    m_list->setCurrentIndex(m_list->model()->index(0, 0));
}

void SettingsPage::addSection(Icon icon, const QString &title, SettingsSection *section)
{
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(section);
    m_stack->addWidget(scroll);
    m_sections << section;
    m_list->addSection(icon, title);
}

void SettingsPage::addSection(Icon icon, const QString &title, SettingsSection *section, SettingsPart part)
{
    m_parts.insert(part, static_cast<int>(m_sections.size()));
    addSection(icon, title, section);
}

void SettingsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    for (SettingsSection *section : std::as_const(m_sections))
        section->setRoom(width() - m_list->width());
}

SettingsSection *SettingsPage::currentSection() const
{
    return m_sections.at(std::max(0, m_stack->currentIndex()));
}

void SettingsPage::showPart(SettingsPart part)
{
    if (m_parts.contains(part))
        m_list->setCurrentIndex(m_list->model()->index(m_parts.value(part), 0));
}

void SettingsPage::open(const Destination &destination)
{
    if (destination.part)
        showPart(*destination.part);
    m_copyFor = destination.part == SettingsPart::ExportAndErase ? destination.patient : PatientId();
    refresh();
    if (destination.part == SettingsPart::Questionnaires && !destination.text.isEmpty())
        m_questionnaires->goOn(destination.text);
}

void SettingsPage::focusFirst()
{
    if (!m_copyFor.isNull())
        return m_export->askCopy(std::exchange(m_copyFor, {}));
    m_list->setFocus(Qt::OtherFocusReason);
}

void SettingsPage::refresh()
{
    if (context().isSignedIn())
        currentSection()->refresh();
}

void SettingsPage::keepDraft()
{
    currentSection()->keepDraft();
}

QList<QWidget *> SettingsPage::panes() const
{
    return {m_list, currentSection()};
}

} // namespace dermis
