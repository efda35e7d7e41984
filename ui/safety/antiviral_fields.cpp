#include "ui/safety/antiviral_fields.h"

#include "ui/context/day_field.h"
#include "ui/widgets/text_label.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>

namespace dermis {

AntiviralFields::AntiviralFields(QWidget *parent)
    : QWidget(parent)
    , m_prophylaxis(new QCheckBox(tr("Antiviral tablets before the session")))
    , m_details(new QWidget)
    , m_drug(new QLineEdit)
    , m_dose(new QLineEdit)
    , m_start(new QLineEdit)
    , m_stop(new QLineEdit)
    , m_prescriber(new QLineEdit)
    , m_renal(new QCheckBox(tr("Kidneys checked")))
    , m_started(new QCheckBox(tr("Started as prescribed")))
{
    auto *grid = new QGridLayout(m_details);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    addLine(*grid, 0, 0, tr("Medicine"), m_drug);
    addLine(*grid, 0, 1, tr("Dose"), m_dose);
    addLine(*grid, 0, 2, tr("Prescribed by"), m_prescriber);
    addLine(*grid, 2, 0, tr("First day"), m_start);
    addLine(*grid, 2, 1, tr("Last day"), m_stop);
    auto *ticks = new QVBoxLayout;
    ticks->setSpacing(0);
    ticks->addWidget(m_renal);
    ticks->addWidget(m_started);
    grid->addLayout(ticks, 2, 2, 2, 1);
    for (int column = 0; column < grid->columnCount(); ++column)
        grid->setColumnStretch(column, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_prophylaxis);
    column->addWidget(m_details);
    for (QLineEdit *line : {m_drug, m_dose, m_start, m_stop, m_prescriber})
        connect(line, &QLineEdit::textEdited, this, &AntiviralFields::changed);
    for (QCheckBox *box : {m_prophylaxis, m_renal, m_started})
        connect(box, &QCheckBox::toggled, this, [this] {
            showParts();
            if (!m_silent)
                Q_EMIT changed();
        });
    showParts();
}

void AntiviralFields::addLine(QGridLayout &grid, int row, int column, const QString &label, QLineEdit *line)
{
    auto *name = new TextLabel(label, TypeStyle::Small, &Tokens::text2);
    name->setBuddy(line);
    line->setAccessibleName(label);
    grid.addWidget(name, row, column);
    grid.addWidget(line, row + 1, column);
}

void AntiviralFields::showParts()
{
    m_details->setVisible(m_prophylaxis->isChecked());
}

Antiviral AntiviralFields::antiviral() const
{
    Antiviral record;
    record.prophylaxis = m_prophylaxis->isChecked();
    if (!record.prophylaxis)
        return record;
    record.drug = m_drug->text().trimmed();
    record.dose = m_dose->text().trimmed();
    record.start = dayFromTyping(m_start->text());
    record.stop = dayFromTyping(m_stop->text());
    record.renalChecked = m_renal->isChecked();
    record.prescriber = m_prescriber->text().trimmed();
    record.startedAsPrescribed = m_started->isChecked();
    return record;
}

void AntiviralFields::setAntiviral(const Antiviral &antiviral)
{
    m_silent = true;
    m_prophylaxis->setChecked(antiviral.prophylaxis);
    m_drug->setText(antiviral.drug);
    m_dose->setText(antiviral.dose);
    m_start->setText(dayToType(antiviral.start));
    m_stop->setText(dayToType(antiviral.stop));
    m_renal->setChecked(antiviral.renalChecked);
    m_prescriber->setText(antiviral.prescriber);
    m_started->setChecked(antiviral.startedAsPrescribed);
    m_silent = false;
    showParts();
}

QString AntiviralFields::missing() const
{
    const Antiviral record = antiviral();
    if (!record.prophylaxis)
        return {};
    if (record.drug.isEmpty())
        return tr("the medicine");
    if (record.dose.isEmpty())
        return tr("the dose");
    if (!record.start.isValid())
        return tr("the first day of the tablets");
    return {};
}

} // namespace dermis
