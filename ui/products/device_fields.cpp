#include "ui/products/device_fields.h"

#include "core/safety/authorised_uses.h"
#include "ui/widgets/form_field.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr double longest = 10.0; // millimetres, as DeviceProfile::fromJson() takes them
constexpr int mostNeedles = 2000;
constexpr int oldest = 120;

template <typename Box, typename Number>
void put(Box *box, const std::optional<Number> &value)
{
    box->setValue(value.value_or(0));
}

std::optional<double> length(const QDoubleSpinBox *box)
{
    return box->value() > 0 ? std::optional(box->value()) : std::nullopt;
}

std::optional<int> count(const QSpinBox *box)
{
    return box->value() > 0 ? std::optional(box->value()) : std::nullopt;
}

} // namespace

DeviceFields::DeviceFields(QWidget *parent) : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_type = addText(tr("Type: roller, stamp, motorised pen"), 0, 0);
    m_alloy = addText(tr("Needles are made of"), 0, 1);
    m_needles = addCount(tr("How many needles"), mostNeedles, 1, 0);
    m_diameter = addLength(tr("Needle diameter"), 1, 1);
    m_maximum = addLength(tr("Deepest setting"), 2, 0);
    m_evaluated = addLength(tr("Deepest that the maker tested"), 2, 1);
    m_age = addCount(tr("Youngest age, years"), oldest, 3, 0);
    m_ifu = addText(tr("Version of the manual"), 3, 1);
    m_indications = addText(tr("What it is authorised for, in the maker's words"), 4, 0, 2);
    m_uses = addText(tr("Authorised uses that rules check: what, where, skin types"), 5, 0, 2);
    m_uses->setPlaceholderText(u"acne-scar face; rejuvenation neck II-IV"_s);
    m_usesField = m_lastField;
    m_cleaning = addText(tr("Cleaning"), 6, 0, 2);
    m_rules = addText(tr("Rules that its manual makes absolute"), 7, 0, 2);
    m_rules->setPlaceholderText(u"MN-ISO-01, MN-DEV-02"_s);
    m_rulesField = m_lastField;
}

QLineEdit *DeviceFields::addText(const QString &label, int row, int column, int columns)
{
    auto *edit = new QLineEdit;
    m_lastField = new FormField(label, edit);
    qobject_cast<QGridLayout *>(layout())->addWidget(m_lastField, row, column, 1, columns);
    connect(edit, &QLineEdit::textEdited, this, &DeviceFields::changed);
    return edit;
}

QSpinBox *DeviceFields::addCount(const QString &label, int most, int row, int column)
{
    auto *box = new QSpinBox;
    box->setRange(0, most);
    box->setSpecialValueText(tr("not stated"));
    qobject_cast<QGridLayout *>(layout())->addWidget(new FormField(label, box), row, column);
    connect(box, &QSpinBox::valueChanged, this, &DeviceFields::changed);
    return box;
}

QDoubleSpinBox *DeviceFields::addLength(const QString &label, int row, int column)
{
    auto *box = new QDoubleSpinBox;
    box->setLocale(QLocale::c());
    box->setRange(0, longest);
    box->setSingleStep(0.25);
    box->setSuffix(tr(" mm"));
    box->setSpecialValueText(tr("not stated"));
    qobject_cast<QGridLayout *>(layout())->addWidget(new FormField(label, box), row, column);
    connect(box, &QDoubleSpinBox::valueChanged, this, &DeviceFields::changed);
    return box;
}

void DeviceFields::setProfile(const DeviceProfile &profile)
{
    const QSignalBlocker quiet(this);
    m_type->setText(profile.type);
    m_alloy->setText(profile.alloy);
    put(m_needles, profile.needles);
    put(m_diameter, profile.needleDiameterMm);
    put(m_maximum, profile.maximumDepthMm);
    put(m_evaluated, profile.evaluatedDepthMm);
    put(m_age, profile.minimumAge);
    m_ifu->setText(profile.ifuVersion);
    m_indications->setText(profile.indications);
    m_uses->setText(authorisedUsesText(profile.authorisedUses));
    m_cleaning->setText(profile.cleaning);
    m_rules->setText(profile.contraindications.join(u", "_s));
    setProblem({});
}

DeviceProfile DeviceFields::typed() const
{
    static const QRegularExpression between(u"[\\s,;]+"_s);
    DeviceProfile profile;
    profile.type = m_type->text().trimmed();
    profile.alloy = m_alloy->text().trimmed();
    profile.needles = count(m_needles);
    profile.needleDiameterMm = length(m_diameter);
    profile.maximumDepthMm = length(m_maximum);
    profile.evaluatedDepthMm = length(m_evaluated);
    profile.minimumAge = count(m_age);
    profile.ifuVersion = m_ifu->text().trimmed();
    profile.indications = m_indications->text().trimmed();
    profile.authorisedUses = authorisedUsesFromText(m_uses->text()).value_or(QList<AuthorisedUse>());
    profile.cleaning = m_cleaning->text().trimmed();
    profile.contraindications = m_rules->text().toUpper().split(between, Qt::SkipEmptyParts);
    return profile;
}

Result<DeviceProfile> DeviceFields::profile() const
{
    TRY(authorisedUsesFromText(m_uses->text()));
    return DeviceProfile::fromJson(typed().toJson());
}

void DeviceFields::setProblem(const QString &text)
{
    const bool isOfUses = !text.isEmpty() && !authorisedUsesFromText(m_uses->text());
    m_usesField->setProblem(isOfUses ? text : QString());
    m_rulesField->setProblem(isOfUses ? QString() : text);
}

} // namespace dermis
