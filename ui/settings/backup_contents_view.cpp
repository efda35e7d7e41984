#include "ui/settings/backup_contents_view.h"

#include "ui/context/words.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace dermis {

BackupContentsView::BackupContentsView(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(18);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(3, 1);
}

void BackupContentsView::showContents(const BackupContents &inside, const std::optional<BackupContents> &live)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto row = [&](const QString &label, auto valueOf) {
        addRow({label, valueOf(inside), live ? valueOf(*live) : QString()});
    };
    addRow({QString(), tr("In the backup"), live ? tr("In this clinic now") : QString()}, true);
    row(tr("Practice"), [](const BackupContents &c) { return c.practice; });
    row(tr("As of"), [](const BackupContents &c) { return momentWords(c.at); });
    const QList<std::pair<QString, QString>> tables{{tr("Patients"), u"patient"_s},
                                                    {tr("Visits"), u"visit"_s},
                                                    {tr("Notes"), u"note"_s},
                                                    {tr("Consent sheets"), u"consent"_s},
                                                    {tr("People"), u"staff"_s}};
    for (const auto &[label, table] : tables)
        row(label, [&table = table](const BackupContents &c) { return countWords(c.rows.value(table)); });
    row(tr("Journal entries"), [](const BackupContents &c) { return countWords(c.entries); });
}

void BackupContentsView::addRow(const QStringList &cells, bool isHead)
{
    const int row = static_cast<int>(m_grid->count() / cells.size());
    for (int column = 0; column < cells.size(); ++column) {
        const bool isLabel = isHead || column == 0;
        auto *label = new TextLabel(cells.at(column), isLabel ? TypeStyle::Body : TypeStyle::BodyStrong,
                                    isLabel ? &Tokens::text2 : &Tokens::text);
        m_grid->addWidget(label, row, column);
    }
}

} // namespace dermis
