#include "ui/settings/access_section.h"

#include "core/access/staff.h"
#include "core/consents/access_sheet.h"
#include "core/patients/patient_repository.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/printing/sheet_pane.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateEdit>
#include <QHeaderView>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostRows = 500;
constexpr int daysShown = 7;
constexpr int sheetHeight = 420;
constexpr int fieldHeight = 32;

QString didWords(AccessAct act)
{
    switch (act) {
    case AccessAct::Opened:
        return AccessSection::tr("opened");
    case AccessAct::Printed:
        return AccessSection::tr("printed");
    case AccessAct::Exported:
        break;
    }
    return AccessSection::tr("copied out of the file");
}

QList<QStandardItem *> rowOf(const RecordAccess &access)
{
    const QStringList texts{momentWords(access.at), access.staffName, didWords(access.act),
                            u"%1  %2"_s.arg(access.fileNumber, access.patientName)};
    QList<QStandardItem *> row;
    for (const QString &text : texts) {
        auto *item = new QStandardItem(text);
        item->setData(row.isEmpty() ? texts.join(u", "_s) : text, Qt::AccessibleTextRole);
        row << item;
    }
    return row;
}

void addField(QHBoxLayout &row, const QString &label, QWidget *field)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    auto *name = new TextLabel(label, TypeStyle::Small, &Tokens::text2);
    name->setBuddy(field);
    field->setAccessibleName(QString(label).remove(u'&'));
    column->addWidget(name);
    column->addWidget(field);
    field->setFixedHeight(fieldHeight);
    row.addLayout(column);
    row.setAlignment(column, Qt::AlignBottom);
}

} // namespace

AccessSection::AccessSection(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : SettingsSection(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_fileNumber(new QLineEdit)
    , m_person(new QComboBox)
    , m_from(new QDateEdit(context.today().addDays(1 - daysShown)))
    , m_until(new QDateEdit(context.today()))
    , m_search(new Button(Icon::Search, tr("Show"), ButtonKind::Primary))
    , m_print(new Button(Icon::Print, tr("For the patient…")))
    , m_card(new Card(tr("Who opened records")))
    , m_model(new QStandardItemModel(this))
    , m_table(new QTableView)
    , m_sheet(new SheetPane(context.prompter(), std::move(server)))
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Who opened records"));
    dressTable(*m_table, 1);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setMinimumHeight(sheetHeight);
    m_card->body()->addWidget(m_table);
    m_sheet->setMinimumHeight(sheetHeight);
    m_sheet->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(10);
    column->addWidget(m_banner);
    column->addWidget(makeFilter());
    column->addWidget(m_card, 1);
    column->addWidget(m_sheet, 1);
    connect(m_search, &Button::clicked, this, &AccessSection::search);
    connect(m_fileNumber, &QLineEdit::returnPressed, m_search, &Button::click);
    connect(m_print, &Button::clicked, this, &AccessSection::print);
    connect(m_sheet, &SheetPane::closed, this, [this] { showPane(false); });
    connect(m_sheet, &SheetPane::printed, this, [this] {
        const auto kept = recordAccess(m_context.database(), m_context.actor(), m_context.now(), m_patient,
                                       AccessAct::Printed);
        if (!kept)
            show(tl::unexpected(kept.error()));
    });
}

QWidget *AccessSection::makeFilter()
{
    m_fileNumber->setObjectName(u"fileNumber"_s);
    m_fileNumber->setPlaceholderText(tr("every patient"));
    for (QDateEdit *day : {m_from, m_until}) {
        day->setCalendarPopup(true);
        day->setDisplayFormat(u"d MMM yyyy"_s);
    }
    m_print->setEnabled(false);
    m_print->setToolTip(tr("Name one patient by the file number first"));
    auto *filter = new QWidget;
    auto *lines = new QVBoxLayout(filter);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(10);
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    addField(*row, tr("&File number"), m_fileNumber);
    addField(*row, tr("&Person"), m_person);
    addField(*row, tr("F&rom"), m_from);
    addField(*row, tr("&Up to"), m_until);
    row->addStretch();
    auto *acts = new QHBoxLayout;
    acts->setSpacing(10);
    acts->addWidget(m_search);
    acts->addWidget(m_print);
    acts->addStretch();
    lines->addLayout(row);
    lines->addLayout(acts);
    return filter;
}

void AccessSection::loadPeople()
{
    const StaffId chosen(m_person->currentData().toLongLong());
    m_person->clear();
    m_person->addItem(tr("Everybody"), 0);
    for (const Staff &person : allStaff(m_context.database()).value_or(QList<Staff>()))
        m_person->addItem(person.name, person.id.value());
    m_person->setCurrentIndex(std::max(0, m_person->findData(chosen.value())));
}

void AccessSection::refresh()
{
    if (!m_sheet->isHidden())
        return;
    loadPeople();
    search();
}

Result<AccessQuery> AccessSection::query() const
{
    AccessQuery query;
    query.staff = StaffId(m_person->currentData().toLongLong());
    query.from = m_from->date();
    query.until = m_until->date();
    query.limit = mostRows;
    if (!m_fileNumber->text().trimmed().isEmpty())
        query.patient = TRY(patientByFileNumber(m_context.database(), m_fileNumber->text())).id;
    return query;
}

void AccessSection::search()
{
    const Result<AccessQuery> asked = query();
    m_patient = asked ? asked->patient : PatientId();
    if (!asked)
        return show(tl::unexpected(asked.error()));
    show(recordAccesses(m_context.database(), m_context.actor(), *asked));
}

void AccessSection::show(const Result<QList<RecordAccess>> &accesses)
{
    m_banner->clear();
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("When"), tr("Who"), tr("What"), tr("Whose record")});
    m_print->setEnabled(accesses && !m_patient.isNull());
    if (!accesses) {
        const ErrorWords told = words(accesses.error());
        m_card->setNote({});
        return m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    }
    for (const RecordAccess &access : *accesses)
        m_model->appendRow(rowOf(access));
    if (accesses->isEmpty())
        m_card->setNote(tr("nobody in this time"));
    else
        m_card->setNote(accesses->size() == mostRows
                            ? tr("the newest %1; ask for fewer days to see older ones").arg(mostRows)
                            : tr("%1 found").arg(accesses->size()));
}

void AccessSection::print()
{
    showPane(true);
    m_sheet->open(
        {tr("Print who opened the record"),
         tr("For the patient: who, when and what, in plain words, for the days chosen above."),
         tr("Accesses"), tr("Who opened the record.pdf"),
         [path = m_context.path(), actor = m_context.actor(), now = m_context.now(), patient = m_patient,
          from = m_from->date(), until = m_until->date()]() -> Result<SheetContent> {
             const auto database = TRY(Database::open(path, {.create = false, .readOnly = true}));
             return accessSheet(*database, actor, now, patient, from, until);
         }});
}

void AccessSection::showPane(bool shown)
{
    m_sheet->setVisible(shown);
    m_card->setVisible(!shown);
    if (shown)
        return;
    m_sheet->clear();
    refresh();
    m_print->setFocus(Qt::OtherFocusReason);
}

} // namespace dermis
