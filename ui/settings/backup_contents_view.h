#pragma once

#include "core/backup/backup_contents.h"

#include <QWidget>

#include <optional>

class QGridLayout;

namespace dermis {

/// What a backup holds, and beside it what the clinic here holds.
class BackupContentsView : public QWidget
{
    Q_OBJECT
public:
    explicit BackupContentsView(QWidget *parent = nullptr);
    /// Without `live` there is no clinic here to compare with.
    void showContents(const BackupContents &inside, const std::optional<BackupContents> &live);

private:
    void addRow(const QStringList &cells, bool isHead = false);
    QGridLayout *m_grid;
};

} // namespace dermis
