#include "ui/settings/incident_section.h"

#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/base/whole_file.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/privacy/privacy_sheets.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/settings/card_parts.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int tableHeight = 220;
constexpr int clinicOffset = 2 * 60 * 60; // seconds; South Africa has one time

QDateTime startOf(const QDate &day)
{
    return QDateTime(day, QTime(0, 0), Qt::OffsetFromUTC, clinicOffset).toUTC();
}

/// The end of a day, but not later than now.
QDateTime endOf(const QDate &day, const QDateTime &now)
{
    return std::min(startOf(day.addDays(1)).addMSecs(-1), now);
}

/// "Found %1 by %2", so many days ago.
QString foundWords(qint64 days)
{
    if (days < 1)
        return IncidentSection::tr("Found %1 by %2, today");
    if (days == 1)
        return IncidentSection::tr("Found %1 by %2, yesterday");
    return IncidentSection::tr("Found %1 by %2, %n days ago", nullptr, static_cast<int>(days));
}

QString timesWords(int accesses)
{
    return accesses == 1 ? IncidentSection::tr("once, %1") : IncidentSection::tr("%n times, last %1", nullptr, accesses);
}

QString destroyedWords(int records)
{
    return records == 1 ? IncidentSection::tr("One more record was in the copy and is destroyed since")
                        : IncidentSection::tr("%n more records were in the copy and are destroyed since", nullptr, records);
}

void dress(QTableWidget &table)
{
    table.verticalHeader()->hide();
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    table.horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table.horizontalHeader()->setStretchLastSection(true);
    table.setFixedHeight(tableHeight);
}

} // namespace

IncidentSection::IncidentSection(ClinicContext &context, QWidget *parent)
    : SettingsSection(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_notYours(
          sentence(tr("The owner and the dermatologist write down breaches and see whom they concern.")))
    , m_new(new Card(tr("Write down a breach")))
    , m_known(new Card(tr("Breaches and whom they concern")))
    , m_what(new QLineEdit)
    , m_reach(new QComboBox)
    , m_person(new QComboBox)
    , m_from(new QDateEdit)
    , m_to(new QDateEdit)
    , m_record(new Button(tr("Write it down")))
    , m_choice(new QComboBox)
    , m_words(sentence({}))
    , m_list(new Button(Icon::Patients, tr("Who is concerned")))
    , m_regulator(new Button(tr("The Regulator was told")))
    , m_told(new Button(tr("The people were told")))
    , m_table(new QTableWidget(0, 4))
    , m_csv(new Button(Icon::Save, tr("Save as CSV…")))
    , m_pdf(new Button(Icon::Pdf, tr("Save as PDF…")))
{
    for (Button *button : {m_record, m_regulator, m_told})
        button->setWrites();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(10);
    columnIn(*m_new)->addWidget(makeNew());
    columnIn(*m_known)->addWidget(makeKnown());
    for (QWidget *part : {static_cast<QWidget *>(m_banner), static_cast<QWidget *>(m_notYours),
                          static_cast<QWidget *>(m_new), static_cast<QWidget *>(m_known)}) {
        part->setMaximumWidth(formWidth);
        column->addWidget(part);
    }
    column->addStretch(1);
    connect(m_what, &QLineEdit::textChanged, this, &IncidentSection::showReady);
    connect(m_reach, &QComboBox::currentIndexChanged, this, &IncidentSection::showReach);
    connect(m_record, &Button::clicked, this, &IncidentSection::record);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &IncidentSection::showChosen);
    connect(m_list, &Button::clicked, this, &IncidentSection::listPeople);
    connect(m_regulator, &Button::clicked, this, [this] { noteTold(&Incident::regulatorToldAt); });
    connect(m_told, &Button::clicked, this, [this] { noteTold(&Incident::peopleToldAt); });
    connect(m_csv, &Button::clicked, this, [this] { saveAs(u"csv"_s); });
    connect(m_pdf, &Button::clicked, this, [this] { saveAs(u"pdf"_s); });
    showReach();
    showReady();
}

QWidget *IncidentSection::makeNew()
{
    m_what->setObjectName(u"incidentWhat"_s);
    m_what->setPlaceholderText(tr("without patients' names"));
    m_reach->addItem(tr("Records were opened by the wrong person"),
                     static_cast<int>(IncidentReach::Accesses));
    m_reach->addItem(tr("A computer, disk or backup was lost or copied"),
                     static_cast<int>(IncidentReach::WholeFile));
    mayShrink(*m_reach);
    mayShrink(*m_person);
    for (QDateEdit *day : {m_from, m_to}) {
        day->setDisplayFormat(u"d MMM yyyy"_s);
        day->setCalendarPopup(true);
        day->setDate(m_context.today());
        day->setMaximumDate(m_context.today());
    }
    auto *inner = new QWidget;
    m_form = new QFormLayout(inner);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(8);
    m_form->addRow(sentence(tr("POPIA s 22: the Information Regulator, by its e-Portal, and the people "
                               "concerned are told as soon as "
                               "reasonably possible. Write down what happened first; find out more later.")));
    m_form->addRow(tr("&What happened"), m_what);
    m_form->addRow(tr("&How"), m_reach);
    m_form->addRow(tr("&By whom"), m_person);
    m_form->addRow(tr("&From"), m_from);
    m_form->addRow(tr("&To"), m_to);
    m_form->addRow(QString(), m_record);
    m_record->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return inner;
}

QWidget *IncidentSection::makeKnown()
{
    m_choice->setAccessibleName(tr("Breach"));
    mayShrink(*m_choice);
    m_table->setAccessibleName(tr("People concerned"));
    m_table->setHorizontalHeaderLabels({tr("File"), tr("Name"), tr("How to reach"), tr("What happened")});
    dress(*m_table);
    auto *acts = new FlowLayout;
    for (Button *act : {m_list, m_regulator, m_told})
        acts->addWidget(act);
    auto *files = new QHBoxLayout;
    files->setSpacing(8);
    files->addWidget(m_csv);
    files->addWidget(m_pdf);
    files->addStretch();
    auto *inner = new QWidget;
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(m_choice);
    rows->addWidget(m_words);
    rows->addLayout(acts);
    rows->addWidget(m_table);
    rows->addLayout(files);
    return inner;
}

void IncidentSection::refresh()
{
    const bool isAllowed = may(m_context.actor().roles, Permission::Retention);
    m_notYours->setVisible(!isAllowed);
    m_new->setVisible(isAllowed);
    m_known->setVisible(isAllowed);
    if (!isAllowed)
        return;
    const QVariant before = m_person->currentData();
    m_person->clear();
    m_person->addItem(tr("Anybody"), 0);
    const auto everybody = allStaff(m_context.database());
    for (const Staff &person : everybody.value_or(QList<Staff>()))
        m_person->addItem(person.name, person.id.value());
    m_person->setCurrentIndex(std::max(0, m_person->findData(before)));
    readIncidents(chosen() == nullptr ? IncidentId() : chosen()->id);
}

void IncidentSection::showReach()
{
    const bool isAccesses = m_reach->currentData().toInt() == static_cast<int>(IncidentReach::Accesses);
    for (QWidget *field : {static_cast<QWidget *>(m_person), static_cast<QWidget *>(m_from)}) {
        field->setVisible(isAccesses);
        m_form->labelForField(field)->setVisible(isAccesses);
    }
    qobject_cast<QLabel *>(m_form->labelForField(m_to))->setText(isAccesses ? tr("&To") : tr("Copy &of"));
}

void IncidentSection::showReady()
{
    m_record->setEnabled(!m_what->text().trimmed().isEmpty());
}

void IncidentSection::record()
{
    Incident found;
    found.what = m_what->text();
    found.reach = static_cast<IncidentReach>(m_reach->currentData().toInt());
    found.since = startOf(m_from->date());
    found.until = endOf(m_to->date(), m_context.now());
    found.staff = StaffId(m_person->currentData().toLongLong());
    const auto kept = recordIncident(m_context.database(), m_context.actor(), m_context.now(), found);
    if (!kept)
        return tell(*m_banner, kept.error());
    m_what->clear();
    m_banner->tell({BannerKind::Done,
                    tr("Written down"),
                    tr("Now see who is concerned, and tell the Regulator and the people."),
                    {}});
    m_context.announceDataChanged();
    readIncidents(kept->id);
}

const Incident *IncidentSection::chosen() const
{
    const int index = m_choice->currentIndex();
    return index < 0 || index >= m_incidents.size() ? nullptr : &m_incidents.at(index);
}

void IncidentSection::readIncidents(IncidentId wanted)
{
    const auto known = incidents(m_context.database(), m_context.actor());
    if (!known)
        return tell(*m_banner, known.error());
    const bool isAnother = chosen() == nullptr || chosen()->id != wanted;
    m_incidents = *known;
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        for (const Incident &each : std::as_const(m_incidents))
            m_choice->addItem(tr("%1: %2").arg(dateWords(clinicTime(each.foundAt).date()), each.what),
                              each.id.value());
        m_choice->setCurrentIndex(
            std::max(m_choice->findData(wanted.value()), m_incidents.isEmpty() ? -1 : 0));
    }
    const AffectedPeople listed = m_people;
    showChosen();
    if (!isAnother)
        showPeople(listed);
}

void IncidentSection::showChosen()
{
    const Incident *incident = chosen();
    m_people = {};
    m_table->setRowCount(0);
    for (QWidget *part : {static_cast<QWidget *>(m_choice), static_cast<QWidget *>(m_list),
                          static_cast<QWidget *>(m_regulator), static_cast<QWidget *>(m_told)})
        part->setVisible(incident != nullptr);
    for (QWidget *part :
         {static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_csv), static_cast<QWidget *>(m_pdf)})
        part->hide();
    if (incident == nullptr)
        return m_words->setText(tr("No breach was written down."));
    const auto told = [](const QDateTime &at) { return at.isValid() ? momentWords(at) : tr("not yet"); };
    const qint64 days = clinicTime(incident->foundAt).date().daysTo(m_context.today());
    m_said = sentences({foundWords(days).arg(momentWords(incident->foundAt), incident->foundByName),
                                tr("Regulator told: %1").arg(told(incident->regulatorToldAt)),
                                tr("People told: %1").arg(told(incident->peopleToldAt))});
    m_words->setText(m_said);
    m_regulator->setEnabled(!incident->regulatorToldAt.isValid());
    m_told->setEnabled(!incident->peopleToldAt.isValid());
}

void IncidentSection::listPeople()
{
    const IncidentId id = chosen()->id;
    m_list->setEnabled(false);
    runInBackground(
        this,
        [path = m_context.path(), actor = m_context.actor(), now = m_context.now(),
         id]() -> Result<AffectedPeople> {
            const auto database = TRY(Database::open(path));
            return affectedPeople(*database, actor, now, id);
        },
        [this, id](const Result<AffectedPeople> &people) {
            m_list->setEnabled(true);
            readIncidents(id); // its revision is another now
            showPeople(people);
        });
}

void IncidentSection::showPeople(const Result<AffectedPeople> &people)
{
    if (!people)
        return tell(*m_banner, people.error());
    m_people = *people;
    m_table->setRowCount(static_cast<int>(m_people.people.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const AffectedPerson &person = m_people.people.at(row);
        QStringList reach = person.phones;
        reach << person.email << person.address;
        reach.removeAll(QString());
        const QString happened =
            person.accesses == 0
                ? tr("in the copy")
                : timesWords(person.accesses).arg(momentWords(person.last));
        int column = 0;
        for (const QString &text : {person.fileNumber, person.name, reach.join(u", "_s), happened})
            m_table->setItem(row, column++, new QTableWidgetItem(text));
    }
    const bool isAnybody = !m_people.people.isEmpty();
    for (QWidget *part :
         {static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_csv), static_cast<QWidget *>(m_pdf)})
        part->setVisible(isAnybody);
    QStringList said{m_said};
    const auto concerned = static_cast<int>(m_people.people.size());
    said << (concerned == 1 ? tr("One person concerned") : tr("%n people concerned", nullptr, concerned));
    if (m_people.destroyedSince > 0)
        said << destroyedWords(static_cast<int>(m_people.destroyedSince));
    m_words->setText(sentences(said));
}

void IncidentSection::saveAs(const QString &suffix)
{
    FileQuestion question;
    question.title = tr("Save the list of people concerned");
    question.suggestion = tr("People concerned.%1").arg(suffix);
    question.nameFilters = {suffix == u"csv" ? tr("CSV (*.csv)") : tr("PDF (*.pdf)")};
    question.suffix = suffix;
    m_context.prompter().askSaveFile(this, question,
                                     [this, suffix](const QString &path) { write(path, suffix); });
}

void IncidentSection::write(const QString &path, const QString &suffix)
{
    runInBackground(
        this,
        [clinic = m_context.path(), actor = m_context.actor(), now = m_context.now(), incident = *chosen(),
         people = m_people, path, suffix]() -> Result<QString> {
            if (suffix == u"csv") {
                TRY(writeWhole(path, affectedCsv(people)));
                return path;
            }
            const auto database = TRY(Database::open(clinic, {.readOnly = true}));
            const SheetContent sheet = TRY(affectedSheet(*database, actor, now, incident, people));
            const QByteArray pdf = TRY(sheetPdf(sheet));
            TRY(writeWhole(path, pdf));
            return path;
        },
        [this](const Result<QString> &written) {
            if (!written)
                return tell(*m_banner, written.error());
            m_banner->tell({BannerKind::Done, tr("The list is saved"), *written, {}});
        });
}

void IncidentSection::noteTold(QDateTime Incident::*when)
{
    Incident told = *chosen();
    told.*when = m_context.now();
    const auto kept = changeIncident(m_context.database(), m_context.actor(), m_context.now(), told, {});
    if (!kept)
        return tell(*m_banner, kept.error());
    m_context.announceDataChanged();
    readIncidents(kept->id);
}

} // namespace dermis
