#include "ui/treatments/session_form.h"

#include "core/products/gs1.h"
#include "core/safety/zones.h"
#include "ui/context/clinic_context.h"
#include "ui/context/day_field.h"
#include "ui/widgets/scan_line.h"
#include "ui/context/words.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int dayWidth = 150;

QLineEdit *edit(const FormField *field)
{
    return qobject_cast<QLineEdit *>(field->control());
}

FormField *makeField(const QString &label, QLineEdit *line, const QString &name)
{
    auto *field = new FormField(label, line);
    line->setObjectName(name);
    return field;
}

bool isNeedle(const Product &product)
{
    return product.kind == ProductKind::Cartridge || product.kind == ProductKind::Device;
}

/// A lot that a scan or typing means: of the product with that barcode number, or of whatever product bears that code.
struct Meant
{
    const ShelfLine *line = nullptr;
    const Lot *lot = nullptr;
};

Meant meantBy(const QList<ShelfLine> &shelf, const QString &gtin, const QString &code)
{
    Meant meant;
    for (const ShelfLine &line : shelf) {
        if (!gtin.isEmpty() && line.product.gtin != gtin)
            continue;
        if (!gtin.isEmpty())
            meant.line = &line;
        for (const Lot &lot : line.lots) {
            if (lot.code.compare(code, Qt::CaseInsensitive) == 0)
                return {&line, &lot};
        }
    }
    return meant;
}

} // namespace

SessionForm::SessionForm(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_day(makeField(tr("Treated on"), new QLineEdit, u"treatedOn"_s))
    , m_scan(makeField(tr("Scan a pack, or type a lot and press Enter (F4)"), new ScanLine, u"sessionScan"_s))
    , m_reason(makeField(tr("Why was the patient treated all the same?"), new QLineEdit, u"sessionReason"_s))
{
    m_day->setFixedWidth(dayWidth);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_day, 0, Qt::AlignTop);
    head->addWidget(m_scan, 1, Qt::AlignTop);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(12, 10, 12, 10);
    m_column->setSpacing(10);
    m_column->addLayout(head);
    m_column->addWidget(m_reason);
    m_column->addStretch(1);
    m_reason->hide();
    connect(edit(m_day), &QLineEdit::textEdited, this, &SessionForm::changed);
    connect(edit(m_reason), &QLineEdit::textEdited, this, &SessionForm::changed);
    connect(edit(m_scan), &QLineEdit::textEdited, this, [this] { m_scan->setProblem({}); });
    connect(edit(m_scan), &QLineEdit::returnPressed, this, &SessionForm::takeScan);
}

Result<> SessionForm::readShelf()
{
    Database &database = m_context.database();
    m_shelf = TRY(shelf(database));
    m_unitsUsed.clear();
    for (const ShelfLine &line : std::as_const(m_shelf)) {
        if (line.product.kind != ProductKind::Cartridge)
            continue;
        for (const Lot &lot : line.lots)
            m_unitsUsed.insert(lot.id, TRY(unitsUsed(database, lot.id)));
    }
    return {};
}

Result<> SessionForm::begin(const Plan &plan)
{
    TRY(readShelf());
    m_patient = plan.patientId;
    edit(m_day)->setText(dayToType(m_context.today()));
    for (FormField *field : {m_scan, m_reason}) {
        edit(field)->clear();
        field->setProblem({});
        field->setEcho({});
    }
    m_reason->hide();
    showPlan(plan);
    Q_EMIT changed();
    return {};
}

void SessionForm::showPlan(const Plan &plan)
{
    delete m_zones;
    delete m_used;
    m_rows.clear();
    m_scanned.clear();
    m_zones = makeZones(plan);
    m_column->insertWidget(1, m_zones);
    m_used = new QWidget;
    auto *rows = new QVBoxLayout(m_used);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(new TextLabel(tr("Used, with its lot"), TypeStyle::SmallStrong));
    m_column->insertWidget(2, m_used);
    if (plan.cartridge)
        addRow(plan.cartridge->product, plan.cartridge->lot);
    addRow(plan.deviceProduct, {});
    if (plan.anaesthetic)
        addRow(plan.anaesthetic->product, plan.anaesthetic->lot);
    for (const PlannedProduct &planned : plan.products) {
        if (planned.phase != ProductPhase::Home)
            addRow(planned.product, planned.lot);
    }
}

QWidget *SessionForm::makeZones(const Plan &plan)
{
    auto *zones = new QWidget;
    auto *grid = new QGridLayout(zones);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(4);
    grid->setHorizontalSpacing(16);
    grid->setColumnStretch(1, 1);
    grid->addWidget(new TextLabel(tr("Zones and needle lengths, by the plan"), TypeStyle::SmallStrong), 0, 0, 1, 2);
    int row = 1;
    for (const PlannedZone &zone : plan.zones) {
        const QString depth = zone.depthMm ? tr("%1 mm").arg(QLocale::c().toString(*zone.depthMm, 'g', 3)) : tr("length not planned");
        grid->addWidget(new TextLabel(zoneName(zone.zone), TypeStyle::Body), row, 0);
        grid->addWidget(new TextLabel(depth, TypeStyle::BodyStrong), row++, 1);
    }
    if (plan.zones.isEmpty())
        grid->addWidget(new TextLabel(tr("No zone is planned."), TypeStyle::Body, &Tokens::text2), row, 0, 1, 2);
    return zones;
}

const ShelfLine *SessionForm::lineOf(ProductId product) const
{
    const auto found = std::ranges::find_if(m_shelf, [&](const ShelfLine &line) { return line.product.id == product; });
    return found == m_shelf.end() ? nullptr : &*found;
}

QDate SessionForm::day() const
{
    return dayFromTyping(edit(m_day)->text());
}

/// A product that touches the skin in two phases stands here once: it is one pack.
UsedRow *SessionForm::addRow(ProductId product, LotId lot)
{
    const ShelfLine *line = lineOf(product);
    if (line == nullptr)
        return nullptr;
    const bool isThere = std::ranges::any_of(m_rows, [&](const UsedRow *row) { return row->product().id == product; });
    if (isThere && !isNeedle(line->product))
        return nullptr;
    auto *row = new UsedRow(*line, m_unitsUsed, m_context.today());
    row->chooseLot(lot);
    connect(row, &UsedRow::changed, this, &SessionForm::changed);
    m_used->layout()->addWidget(row);
    m_rows << row;
    return row;
}

void SessionForm::refuse(const QString &why)
{
    m_scan->setEcho({});
    m_scan->setProblem(why);
    edit(m_scan)->selectAll(); // the next scan takes its place
}

void SessionForm::takeScan()
{
    const QString text = edit(m_scan)->text().trimmed();
    if (text.isEmpty())
        return;
    Meant meant = meantBy(m_shelf, {}, text);
    QString serial;
    if (meant.lot == nullptr) {
        const auto pack = readGs1(text);
        if (!pack)
            return refuse(tr("No lot “%1” is on the shelf. Check the code, or receive it under Products.").arg(text));
        meant = meantBy(m_shelf, pack->gtin, pack->lot);
        serial = pack->serial;
        if (meant.line == nullptr)
            return refuse(tr("No product has this barcode. Register it under Products."));
        if (pack->lot.isEmpty())
            return refuse(tr("This barcode says %1 and no lot. Type the lot.").arg(meant.line->product.title()));
        if (meant.lot == nullptr)
            return refuse(tr("Lot %1 of %2 is not on the shelf. Receive it under Products.").arg(pack->lot, meant.line->product.title()));
    }
    const QString refusal = lotRefusal(*meant.line, *meant.lot, m_unitsUsed, m_context.today());
    if (!refusal.isEmpty())
        return refuse(tr("%1, lot %2: %3. It must not be used.").arg(meant.line->product.title(), meant.lot->code, refusal));
    take(*meant.line, *meant.lot, serial);
}

/// Into the row that waits for it. A further pack of a cartridge is one unit more or, with a code of its own, a row of its own.
void SessionForm::take(const ShelfLine &line, const Lot &lot, const QString &serial)
{
    const bool isCartridge = line.product.kind == ProductKind::Cartridge;
    UsedRow *same = nullptr;
    UsedRow *other = nullptr;
    for (UsedRow *row : std::as_const(m_rows)) {
        if (row->product().id != line.product.id)
            continue;
        if (!serial.isEmpty() && row->unitCode() == serial)
            return refuse(tr("This very pack, %1, was scanned already.").arg(serial));
        const bool isFull = isCartridge && !row->unitCode().isEmpty();
        if (!isFull && row->lot() == lot.id)
            same = row;
        else if (!isFull && other == nullptr && (row->lot().isNull() || !isCartridge))
            other = row;
    }
    const bool isFurther = same != nullptr && isCartridge && serial.isEmpty() && m_scanned.contains(lot.id);
    if (isFurther)
        same->setUnits(same->units() + 1);
    else if (same == nullptr)
        same = other != nullptr ? other : addRow(line.product.id, {});
    same->chooseLot(lot.id);
    if (isCartridge && !serial.isEmpty())
        same->setUnitCode(serial);
    m_scanned << lot.id;
    edit(m_scan)->clear();
    m_scan->setProblem({});
    m_scan->setEcho(tr("%1, lot %2").arg(line.product.title(), lot.code));
    Q_EMIT changed();
}

QString SessionForm::missing() const
{
    if (!day().isValid())
        return tr("the day, such as 14 Dec 2026");
    if (day() > m_context.today())
        return tr("a day that is not to come");
    for (const UsedRow *row : m_rows) {
        if (row->isOpen())
            return tr("the lot of %1").arg(row->product().title());
    }
    const bool hasNeedle = std::ranges::any_of(m_rows, [](const UsedRow *row) {
        return isNeedle(row->product()) && !row->lot().isNull() && row->used();
    });
    if (!hasNeedle)
        return tr("the cartridge or roller, with its lot");
    return {};
}

Session SessionForm::typed() const
{
    Session session;
    session.patient = m_patient;
    session.treatedOn = day();
    for (const UsedRow *row : m_rows) {
        if (const auto used = row->used())
            session.used << *used;
    }
    session.reason = m_reason->isHidden() ? QString() : edit(m_reason)->text().trimmed();
    return session;
}

void SessionForm::askReason(const QString &what)
{
    m_reason->show();
    m_reason->setProblem(what);
    edit(m_reason)->setFocus(Qt::OtherFocusReason);
}

void SessionForm::focusFirst()
{
    for (UsedRow *row : std::as_const(m_rows)) {
        if (row->isOpen())
            return row->focusFirst();
    }
    focusScan();
}

void SessionForm::focusScan()
{
    edit(m_scan)->setFocus(Qt::OtherFocusReason);
    edit(m_scan)->selectAll();
}

} // namespace dermis
