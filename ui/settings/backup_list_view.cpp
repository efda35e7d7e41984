#include "ui/settings/backup_list_view.h"

#include "core/backup/backup_list.h"
#include "core/storage/database.h"
#include "ui/context/backup_words.h"
#include "ui/context/clinic_context.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTableWidget>

namespace dermis {

namespace {

QString stateOf(const Backup &backup)
{
    if (backup.removedAt.isValid())
        return BackupListView::tr("no longer kept");
    return QFileInfo::exists(backup.path()) ? BackupListView::tr("here") : BackupListView::tr("not here now");
}

} // namespace

BackupListView::BackupListView(ClinicContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_table(new QTableWidget)
{
    auto *back = new Button(Icon::Left, tr("Back"));
    m_table->setAccessibleName(tr("All proven backups"));
    m_table->setColumnCount(6);
    m_table->setHorizontalHeaderLabels(
        {tr("Holds"), tr("Proven"), tr("Patients"), tr("Size"), tr("Is it here?"), tr("File")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto *head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("All proven backups"), TypeStyle::Title));
    head->addStretch();
    head->addWidget(back);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 10, 16, 16);
    rows->setSpacing(10);
    rows->addLayout(head);
    rows->addWidget(m_table, 1);
    connect(back, &Button::clicked, this, &BackupListView::closed);
}

void BackupListView::open()
{
    const QList<Backup> backups = allBackups(m_context.database()).value_or(QList<Backup>());
    m_table->setRowCount(static_cast<int>(backups.size()));
    int row = 0;
    for (const Backup &backup : backups) {
        const QStringList cells{momentWords(backup.at),
                                momentWords(backup.provenAt),
                                countWords(backup.patients),
                                sizeWords(backup.size),
                                stateOf(backup),
                                backup.path()};
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells.at(column));
            item->setToolTip(cells.at(column));
            m_table->setItem(row, column, item);
        }
        ++row;
    }
    m_table->resizeColumnsToContents();
    m_table->setFocus(Qt::OtherFocusReason);
}

void BackupListView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace dermis
