#include "ui/settings/questionnaire_table.h"

#include "core/base/clock.h"
#include "ui/context/words.h"

#include <QHeaderView>

namespace dermis {

namespace {

enum Column { Form, Version, Standing, Since, By, Answers, ColumnCount };
constexpr int versionsHeight = 160;

QString standingWords(const QuestionnaireVersion &one)
{
    switch (one.state) {
    case QuestionnaireState::Active:
        return QuestionnaireTable::tr("Active");
    case QuestionnaireState::Retired:
        return QuestionnaireTable::tr("Retired");
    case QuestionnaireState::Kept:
        break;
    }
    return QuestionnaireTable::tr("Kept, not asked");
}

QStringList cellsOf(const QuestionnaireVersion &one)
{
    const QString by = one.setBy.isEmpty() ? QuestionnaireTable::tr("came with Dermis") : one.setBy;
    return {one.entry.title.isEmpty() ? one.entry.url : one.entry.title, one.entry.version, standingWords(one),
            dateWords(clinicTime(one.since).date()), by, countWords(one.answers)};
}

/// A form's versions together, the newest first.
QList<QuestionnaireVersion> newestFirst(const QList<QuestionnaireVersion> &all)
{
    QList<QuestionnaireVersion> ordered;
    for (const QuestionnaireVersion &one : all) {
        const auto place = std::ranges::find_if(
            ordered, [&](const QuestionnaireVersion &other) { return other.entry.url == one.entry.url; });
        ordered.insert(place - ordered.begin(), one);
    }
    return ordered;
}

} // namespace

QuestionnaireTable::QuestionnaireTable(QWidget *parent) : QTableWidget(parent)
{
    setAccessibleName(tr("Forms and their versions"));
    setColumnCount(ColumnCount);
    setHorizontalHeaderLabels({tr("Form"), tr("Version"), tr("Stands"), tr("Since"), tr("By"), tr("Answered")});
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(Form, QHeaderView::Stretch);
    setMinimumHeight(versionsHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
}

void QuestionnaireTable::showVersions(const QList<QuestionnaireVersion> &versions)
{
    const QSignalBlocker quiet(this);
    const QuestionnaireId before = chosenId();
    m_versions = newestFirst(versions);
    setRowCount(static_cast<int>(m_versions.size()));
    for (int row = 0; row < rowCount(); ++row) {
        const QStringList cells = cellsOf(m_versions.at(row));
        for (int column = 0; column < ColumnCount; ++column) {
            auto *cell = new QTableWidgetItem(cells.at(column));
            cell->setToolTip(column == Form ? m_versions.at(row).entry.url : cells.at(column));
            if (column == Answers)
                cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            setItem(row, column, cell);
        }
    }
    choose(before);
}

void QuestionnaireTable::choose(QuestionnaireId id)
{
    const auto found = std::ranges::find_if(m_versions, [&](const QuestionnaireVersion &one) { return one.entry.id == id; });
    setCurrentCell(found == m_versions.end() ? 0 : static_cast<int>(found - m_versions.begin()), Form);
}

bool QuestionnaireTable::chooseForm(const QString &url)
{
    const auto found = std::ranges::find_if(m_versions, [&](const QuestionnaireVersion &one) { return one.entry.url == url; });
    if (found == m_versions.end())
        return false;
    choose(found->entry.id);
    return true;
}

const QuestionnaireVersion *QuestionnaireTable::chosen() const
{
    return currentRow() >= 0 && currentRow() < m_versions.size() ? &m_versions.at(currentRow()) : nullptr;
}

QuestionnaireId QuestionnaireTable::chosenId() const
{
    return chosen() == nullptr ? QuestionnaireId() : chosen()->entry.id;
}

} // namespace dermis
