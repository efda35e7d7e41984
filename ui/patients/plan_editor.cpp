#include "ui/patients/plan_editor.h"

#include "core/safety/zones.h"
#include "ui/context/clinic_context.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/words.h"
#include "ui/widgets/form_field.h"
#include "ui/patients/patient_words.h"
#include "ui/patients/plan_products.h"
#include "ui/patients/record_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr double deepest = 5.0; // the most a plan may hold (core/safety/plan.h)
constexpr double depthStep = 0.25;

/// "Chin 1 mm, left cheek 1.5 mm, SkinPen, 14 Mar 2026"
QString planWords(const Plan &plan)
{
    QStringList parts;
    for (const PlannedZone &zone : plan.zones)
        parts << (zone.depthMm ? PlanEditor::tr("%1 %2 mm").arg(zoneName(zone.zone), QLocale::c().toString(*zone.depthMm))
                               : zoneName(zone.zone));
    if (!plan.device.isEmpty())
        parts << plan.device;
    if (plan.date.isValid())
        parts << dateWords(plan.date);
    return parts.isEmpty() ? PlanEditor::tr("nothing planned") : parts.join(u", "_s);
}

PlannedZone emptyZone()
{
    PlannedZone zone;
    zone.zone = allZones().first().code;
    return zone;
}

} // namespace

PlanEditor::PlanEditor(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_date(new QLineEdit)
    , m_dateField(new FormField(tr("Session on (empty: today)"), m_date))
    , m_device(new QLineEdit)
    , m_indication(new QLineEdit)
    , m_products(new PlanProducts(context))
    , m_zonesBox(new QWidget)
    , m_latexFree(new QCheckBox(tr("Latex-free set confirmed (IP-08), for a serious latex allergy")))
    , m_banner(new ErrorBanner)
    , m_keeper(new DraftKeeper(
          context, [this] { return QJsonDocument(plan().toJson()).toJson(); }, this))
{
    auto *zones = new QVBoxLayout(m_zonesBox);
    zones->setContentsMargins(0, 0, 0, 0);
    zones->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_dateField, 1);
    head->addWidget(new FormField(tr("Device"), m_device), 1);
    auto *add = new Button(Icon::Plus, tr("Add a zone"));
    auto *keep = new Button(Icon::Check, tr("Keep plan"), ButtonKind::Primary);
    keep->setWrites();
    auto *cancel = new Button(tr("Leave as it was"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(keep);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addWidget(m_banner);
    column->addLayout(head);
    column->addWidget(m_zonesBox);
    column->addWidget(new FormField(tr("Indication"), m_indication));
    column->addWidget(m_products);
    column->addWidget(m_latexFree);
    column->addLayout(buttons);
    connect(add, &Button::clicked, this, [this] {
        addZone(emptyZone());
        m_keeper->touch();
    });
    connect(keep, &Button::clicked, this, &PlanEditor::finish);
    connect(cancel, &Button::clicked, this, &PlanEditor::putAside);
    connect(m_latexFree, &QCheckBox::clicked, m_keeper, &DraftKeeper::touch);
    connect(m_banner, &ErrorBanner::actionChosen, this, [this](int action) { settle(action == 0); });
    connect(m_products, &PlanProducts::changed, this, [this] {
        m_products->check(plan());
        m_keeper->touch();
    });
    for (QLineEdit *edit : {m_date, m_device, m_indication})
        connect(edit, &QLineEdit::textEdited, m_keeper, &DraftKeeper::touch);
    connect(m_date, &QLineEdit::textEdited, m_products, [this] { m_products->check(plan()); }); // lots expire
}

void PlanEditor::begin(const Plan &base)
{
    m_base = base;
    m_theirs.reset();
    m_banner->clear();
    m_keeper->setKey({base.patientId.value(), u"plan"_s, m_context.actor().id}, base.revision);
    const Result<std::optional<Draft>> draft = findDraft(m_context.database(), m_keeper->key());
    const Result<Plan> typed = draft && draft->has_value()
                                   ? Plan::fromJson((*draft)->body)
                                   : Result<Plan>(fail(ErrorCode::NotFound, u"no draft"_s));
    showPlan(typed ? *typed : base);
    if (typed && (*draft)->basedOn != base.revision)
        return askWhose(base);
    if (typed)
        m_banner->tell({BannerKind::Draft,
                        tr("Your draft from %1").arg(momentWords((*draft)->savedAt)),
                        tr("The kept plan is as it was. Keep this one, or leave it as it was."),
                        {}});
}

void PlanEditor::focusFirst()
{
    m_date->setFocus(Qt::OtherFocusReason);
}

void PlanEditor::showPlan(const Plan &shown)
{
    while (!m_zones.isEmpty())
        removeZone(m_zones.first().widget);
    m_date->setText(shown.date.isValid() ? dateWords(shown.date) : QString());
    m_device->setText(shown.device);
    m_indication->setText(shown.indication);
    m_latexFree->setChecked(shown.latexFreeSet);
    m_silent = true;
    for (const PlannedZone &zone : shown.zones)
        addZone(zone);
    if (shown.zones.isEmpty())
        addZone(emptyZone());
    m_silent = false;
    Plan ofPatient = shown; // a draft does not name whose it is
    ofPatient.patientId = m_base.patientId;
    if (const Result<> wereRead = m_products->show(ofPatient); !wereRead)
        tell(words(wereRead.error()).title, words(wereRead.error()).detail);
}

PlanEditor::ZoneRow PlanEditor::makeZoneRow(const PlannedZone &zone)
{
    auto *widget = new QWidget;
    ZoneRow row{widget, new QComboBox(widget), new QComboBox(widget), new QDoubleSpinBox(widget),
                new QComboBox(widget)};
    for (const Zone &place : allZones())
        row.zone->addItem(place.name, place.code);
    row.zone->setCurrentIndex(row.zone->findData(zone.zone));
    row.zone->setAccessibleName(tr("Zone"));
    row.target->addItem(tr("Target?"), -1);
    for (const Target target : allTargets())
        row.target->addItem(targetWords(target), static_cast<int>(target));
    row.target->setCurrentIndex(zone.target ? row.target->findData(static_cast<int>(*zone.target)) : 0);
    row.target->setAccessibleName(tr("Target"));
    row.kind->setAccessibleName(tr("Kind"));
    for (QComboBox *box : {row.zone, row.target, row.kind}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        box->view()->setAccessibleName(box->accessibleName());
    }
    row.depth->setLocale(QLocale::c());
    row.depth->setRange(0, deepest);
    row.depth->setSingleStep(depthStep);
    row.depth->setSuffix(tr(" mm"));
    row.depth->setSpecialValueText(tr("Depth?"));
    row.depth->setValue(zone.depthMm.value_or(0));
    row.depth->setAccessibleName(tr("Depth"));
    offerKinds(row);
    row.kind->setCurrentIndex(zone.weakerResponse ? (*zone.weakerResponse ? 1 : 2) : 0);
    return row;
}

/// Not said, the kind that answers less (MN-EXP-06), another kind; hidden where the target has no such kinds.
void PlanEditor::offerKinds(const ZoneRow &row)
{
    const int target = row.target->currentData().toInt();
    row.kind->clear();
    if (target == static_cast<int>(Target::AcneScar))
        row.kind->addItems({tr("Kind of scar?"), tr("Ice-pick scars"), tr("Other acne scars")});
    else if (target == static_cast<int>(Target::Striae))
        row.kind->addItems({tr("Kind of marks?"), tr("Mature white marks"), tr("Other stretch marks")});
    row.kind->setVisible(row.kind->count() > 0);
}

PlannedZone PlanEditor::zoneOf(const ZoneRow &row)
{
    PlannedZone zone;
    zone.zone = row.zone->currentData().toString();
    if (const int target = row.target->currentData().toInt(); target >= 0)
        zone.target = static_cast<Target>(target);
    if (row.depth->value() > 0)
        zone.depthMm = row.depth->value();
    if (row.kind->currentIndex() > 0)
        zone.weakerResponse = row.kind->currentIndex() == 1;
    return zone;
}

void PlanEditor::addZone(const PlannedZone &zone)
{
    const ZoneRow row = makeZoneRow(zone);
    auto *remove = Button::iconOnly(Icon::Close, tr("Leave this zone out"));
    auto *line = new QGridLayout(row.widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setHorizontalSpacing(8);
    line->setVerticalSpacing(4);
    line->addWidget(row.zone, 0, 0);
    line->addWidget(row.target, 0, 1);
    line->addWidget(row.depth, 0, 2);
    line->addWidget(remove, 0, 3);
    line->addWidget(row.kind, 1, 1, 1, 2);
    line->setColumnStretch(0, 3);
    line->setColumnStretch(1, 3);
    line->setColumnStretch(2, 2);
    m_zonesBox->layout()->addWidget(row.widget);
    m_zones << row;
    const auto touch = [this] {
        if (m_silent)
            return;
        m_products->check(plan());
        m_keeper->touch();
    };
    connect(row.zone, &QComboBox::currentIndexChanged, this, touch);
    connect(row.target, &QComboBox::currentIndexChanged, this, [row, touch] {
        offerKinds(row);
        touch();
    });
    connect(row.kind, &QComboBox::currentIndexChanged, this, touch);
    connect(row.depth, &QDoubleSpinBox::valueChanged, this, touch);
    connect(remove, &Button::clicked, this, [this, widget = row.widget] {
        removeZone(widget);
        m_products->check(plan());
        m_keeper->touch();
    });
}

void PlanEditor::removeZone(const QWidget *widget)
{
    const auto found = std::find_if(m_zones.begin(), m_zones.end(),
                                    [&](const ZoneRow &row) { return row.widget == widget; });
    if (found == m_zones.end())
        return;
    found->widget->hide();
    found->widget->deleteLater();
    m_zones.erase(found);
}

Plan PlanEditor::plan() const
{
    Plan typed = m_base;
    typed.date = dayFromText(m_date->text());
    typed.device = m_device->text().trimmed();
    typed.indication = m_indication->text().trimmed();
    m_products->addTo(typed);
    typed.zones.clear();
    for (const ZoneRow &row : m_zones)
        typed.zones << zoneOf(row);
    typed.latexFreeSet = m_latexFree->isChecked();
    return typed;
}

void PlanEditor::askWhose(const Plan &theirs)
{
    m_theirs = theirs;
    m_banner->tell({BannerKind::Conflict, tr("Somebody else changed this plan meanwhile"),
                    tr("Theirs: %1. Yours: %2. Nothing is lost. Keep yours, or keep theirs?").arg(planWords(theirs), planWords(plan())),
                    {tr("Keep mine"), tr("Keep theirs")}});
}

void PlanEditor::settle(bool mine)
{
    if (!m_theirs)
        return;
    const Plan theirs = *std::exchange(m_theirs, std::nullopt);
    m_banner->clear();
    m_base = theirs;
    if (mine)
        return finish();
    showPlan(theirs);
    putAside();
}

void PlanEditor::finish()
{
    if (m_theirs)
        return; // first whose it is to be
    const bool unread = !m_date->text().trimmed().isEmpty() && !dayFromText(m_date->text()).isValid();
    m_dateField->setProblem(unread ? tr("Write it as 14 Mar 2026 or 14/3/2026.") : QString());
    if (unread)
        return;
    if (const QString typed = m_products->unmatched(); !typed.isEmpty())
        return tell(tr("“%1” is no product of the registry").arg(typed),
                    tr("Choose one of the list, register it under Products, or empty the field."));
    m_keeper->flush();
    Q_EMIT kept(plan());
    if (!isVisible())
        discard();
}

void PlanEditor::keepDraft()
{
    m_keeper->flush();
}

void PlanEditor::putAside()
{
    discard();
    Q_EMIT cancelled();
}

void PlanEditor::discard()
{
    m_keeper->forget();
    if (const Result<> gone = discardDraft(m_context.database(), m_keeper->key()); !gone)
        tell(words(gone.error()).title, words(gone.error()).detail);
}

void PlanEditor::tell(const QString &title, const QString &detail)
{
    m_banner->tell({BannerKind::Stop, title, detail, {}});
}

} // namespace dermis
