#pragma once

#include "ui/today/day_loader.h"

#include <QListView>

namespace dermis {

class TaskModel;

/// The side list of what waits for a person; Enter, or a click on the word at the right, opens it.
class TaskList : public QListView
{
    Q_OBJECT
public:
    explicit TaskList(QWidget *parent = nullptr);
    /// Keeps the current row.
    void setTasks(const QList<WaitingTask> &tasks);
    int count() const;
    /// As high as all tasks together.
    QSize sizeHint() const override;

Q_SIGNALS:
    void taskChosen(const dermis::WaitingTask &task);

private:
    TaskModel *m_model;
};

/// A task's words: what it is, and about whom.
QString taskTitle(const WaitingTask &task);
QString taskDetail(const WaitingTask &task);
/// "Match", "Decide", "Go on".
QString taskAction(const WaitingTask &task);

} // namespace dermis
