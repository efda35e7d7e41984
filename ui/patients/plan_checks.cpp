#include "ui/patients/plan_checks.h"

#include "ui/widgets/severity_tag.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

PlanCheckLine stop(const QString &text)
{
    return {SeverityMark::Absolute, PlanChecks::tr("Stop"), text};
}

PlanCheckLine lineOf(const PlannedUse &use, const IngredientFinding &finding)
{
    const QString text = u"%1: %2"_s.arg(use.title(), allergyWords(finding));
    switch (finding.verdict) {
    case AllergyVerdict::Same:
        return stop(text);
    case AllergyVerdict::Unresolved:
        return {SeverityMark::NotAsked, PlanChecks::tr("Match the allergy first"), text};
    case AllergyVerdict::Strong:
    case AllergyVerdict::Possible:
        return {SeverityMark::Relative, PlanChecks::tr("Doctor decides"), text};
    case AllergyVerdict::Weak:
    case AllergyVerdict::None:
        break;
    }
    return {SeverityMark::Note, PlanChecks::tr("Note"), text};
}

PlanCheckLine lineOf(const CalculationLine &line)
{
    const QString text = line.isPracticePolicy() ? PlanChecks::tr("%1 (number of the practice) %2").arg(line.text, line.source)
                                                 : u"%1 %2"_s.arg(line.text, line.source);
    return line.isExceeded ? PlanCheckLine{SeverityMark::Caution, PlanChecks::tr("Check"), text}
                           : PlanCheckLine{SeverityMark::Note, PlanChecks::tr("Sum"), text};
}

} // namespace

QList<PlanCheckLine> planCheckLines(const QList<PlannedUse> &uses, const PlanArithmetic &arithmetic)
{
    QList<PlanCheckLine> lines;
    for (const PlannedUse &use : uses) {
        if (use.hasProblem())
            lines << stop(use.problemWords());
        else if (use.waitsForLot())
            lines << PlanCheckLine{SeverityMark::NotAsked, PlanChecks::tr("Not known"),
                                   PlanChecks::tr("%1: no lot chosen").arg(use.title())};
        else if (use.allergies.isEmpty())
            lines << PlanCheckLine{SeverityMark::Clear, PlanChecks::tr("Allowed by the registry"), use.title()};
        for (const IngredientFinding &finding : use.allergies)
            lines << lineOf(use, finding);
    }
    for (const CalculationLine &line : arithmetic.depth + arithmetic.anaesthetic)
        lines << lineOf(line);
    static const QList<SeverityMark> order{SeverityMark::Absolute, SeverityMark::NotAsked, SeverityMark::Relative,
                                           SeverityMark::Caution,  SeverityMark::Clear,    SeverityMark::Note};
    std::stable_sort(lines.begin(), lines.end(), [](const PlanCheckLine &left, const PlanCheckLine &right) {
        return order.indexOf(left.mark) < order.indexOf(right.mark);
    });
    return lines;
}

PlanChecks::PlanChecks(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"planChecks"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

void PlanChecks::setLines(const QList<PlanCheckLine> &lines)
{
    if (lines == m_lines && m_rows != nullptr)
        return;
    m_lines = lines;
    delete m_rows;
    m_rows = new QWidget;
    auto *grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const PlanCheckLine &line : lines) {
        auto *text = new TextLabel(line.text, TypeStyle::Small, &Tokens::text2);
        text->setWrapped(true);
        text->setAccessibleName(u"%1: %2"_s.arg(line.word, line.text));
        grid->addWidget(new SeverityTag(line.mark, line.word), row, 0, Qt::AlignLeft | Qt::AlignTop);
        grid->addWidget(text, row++, 1);
    }
    layout()->addWidget(m_rows);
    setVisible(!lines.isEmpty());
}

QString PlanChecks::text() const
{
    QStringList said;
    for (const PlanCheckLine &line : m_lines)
        said << u"%1: %2"_s.arg(line.word, line.text);
    return said.join(u'\n');
}

} // namespace dermis
