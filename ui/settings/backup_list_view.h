#pragma once

#include <QWidget>

class QTableWidget;

namespace dermis {

class ClinicContext;

/// Every proven backup, newest first: when, where, how large, and whether it is to be seen now.
class BackupListView : public QWidget
{
    Q_OBJECT
public:
    /// `context` outlives the view.
    explicit BackupListView(ClinicContext &context, QWidget *parent = nullptr);
    void open();

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    ClinicContext &m_context;
    QTableWidget *m_table;
};

} // namespace dermis
