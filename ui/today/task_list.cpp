#include "ui/today/task_list.h"

#include "core/patients/patient_repository.h"
#include "core/products/draft_forms.h"
#include "core/questionnaires/questionnaire_library.h"
#include "core/safety/sign_decision.h"
#include "ui/context/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/theme/typography.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace dermis {

/// The tasks as a list with full sentences.
class TaskModel : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    void setTasks(const QList<WaitingTask> &tasks)
    {
        beginResetModel();
        m_tasks = tasks;
        endResetModel();
    }
    const QList<WaitingTask> &tasks() const { return m_tasks; }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_tasks.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid())
            return {};
        const WaitingTask &task = m_tasks.at(index.row());
        if (role == Qt::DisplayRole)
            return taskTitle(task);
        if (role == Qt::AccessibleTextRole)
            return QStringList{taskTitle(task), taskDetail(task), taskAction(task)}.join(u", "_s);
        return {};
    }

private:
    QList<WaitingTask> m_tasks;
};

namespace {

struct Sign
{
    Icon icon;
    Token colour;
};

Sign signOf(const WaitingTask &task)
{
    switch (task.kind) {
    case WaitingTask::Kind::DraftKept:
        return {Icon::Edit, &Tokens::accent};
    case WaitingTask::Kind::UnmatchedAllergy:
        return {Icon::SeverityNotAsked, &Tokens::notAskedText};
    case WaitingTask::Kind::DecisionsOpen:
        return {Icon::SeverityRelative, &Tokens::relativeText};
    case WaitingTask::Kind::GuardianMustSign:
        return {Icon::Guardian, &Tokens::accent};
    case WaitingTask::Kind::DeferralsDue:
        return {Icon::Defer, &Tokens::accent};
    case WaitingTask::Kind::ScansWait:
        return {Icon::Scan, &Tokens::accent};
    case WaitingTask::Kind::ReadinessChanged:
        if (task.wasReady && !task.isReady)
            return {Icon::SeverityStop, &Tokens::stopText};
        break;
    }
    return {Icon::SeverityNote, &Tokens::accent};
}

class TaskDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const WaitingTask &task = static_cast<const TaskModel *>(index.model())->tasks().at(index.row());
        const QRectF area(option.rect);
        const Sign sign = signOf(task);
        painter->save();
        painter->fillRect(area, option.state.testFlag(QStyle::State_Selected) ? tokens().selection
                                                                              : tokens().panel);
        paintIcon(*painter, sign.icon, {area.left() + 12, area.center().y() - 9, 18, 18},
                  tokens().*sign.colour);
        const QString action = taskAction(task);
        const qreal actionWidth = QFontMetricsF(font(TypeStyle::Small)).horizontalAdvance(action) + 1;
        const QRectF text = area.adjusted(40, 0, -12, 0);
        const QRectF upper(text.left(), text.center().y() - 18, text.width() - actionWidth - 8, 18);
        const QRectF lower(text.left(), text.center().y(), text.width(), 16);
        paintText(*painter, upper, taskTitle(task), font(TypeStyle::BodyStrong), tokens().text);
        paintText(*painter, lower, taskDetail(task), font(TypeStyle::Small), tokens().text2);
        paintText(*painter, {text.right() - actionWidth, upper.top(), actionWidth, 18}, action,
                  font(TypeStyle::Small), tokens().accent);
        paintLowerLine(*painter, area, tokens().line);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const int lines =
            QFontMetrics(font(TypeStyle::Body)).height() + QFontMetrics(font(TypeStyle::Small)).height();
        return {option.rect.width(), std::max(51, lines + 17)};
    }
};

QString formWords(const QString &form)
{
    if (form == registerDraftForm)
        return TaskList::tr("Registration not finished");
    if (form == identityDraftForm)
        return TaskList::tr("Change of details not finished");
    if (form == u"note")
        return TaskList::tr("Note not finished");
    if (form == u"plan")
        return TaskList::tr("Plan not finished");
    if (form == decisionDraftForm())
        return TaskList::tr("Decision not finished");
    if (questionnaireOfDraft(form))
        return TaskList::tr("New version of a questionnaire not published");
    if (const auto begun = productDraftFrom(form))
        return begun->first == ProductDraft::Assessment ? TaskList::tr("Assessment of a product not finished")
               : begun->first == ProductDraft::Delivery ? TaskList::tr("Delivery not finished")
               : begun->second.isNull()                 ? TaskList::tr("New product not finished")
                                                        : TaskList::tr("Change of a product not finished");
    return TaskList::tr("Intake not finished");
}

/// "kept 2 Mar, 3 days ago, by Sr Zwane".
QString keptWords(const WaitingTask &task)
{
    const QString when = momentWords(task.since);
    const QString kept = task.days > 1    ? TaskList::tr("kept %1, %n days ago", nullptr, task.days).arg(when)
                         : task.days == 1 ? TaskList::tr("kept %1, yesterday").arg(when)
                                          : TaskList::tr("kept %1").arg(when);
    return task.whose.isEmpty() ? kept : TaskList::tr("%1, by %2").arg(kept, task.whose);
}

QString changedTitle(const WaitingTask &task)
{
    if (task.patient.isNull())
        return TaskList::tr("%n more changed", nullptr, task.count);
    const QString when = momentWords(task.since);
    if (task.isReady)
        return TaskList::tr("Ready since %1").arg(when);
    return task.wasReady ? TaskList::tr("Not ready since %1").arg(when) : TaskList::tr("Changed since %1").arg(when);
}

} // namespace

QString taskTitle(const WaitingTask &task)
{
    switch (task.kind) {
    case WaitingTask::Kind::DraftKept:
        return task.formTitle.isEmpty() ? formWords(task.text) : TaskList::tr("Unfinished form: %1").arg(task.formTitle);
    case WaitingTask::Kind::UnmatchedAllergy:
        return TaskList::tr("“%1” not matched").arg(task.text);
    case WaitingTask::Kind::DecisionsOpen:
        return task.count == 1 ? TaskList::tr("1 decision open")
                               : TaskList::tr("%1 decisions open").arg(task.count);
    case WaitingTask::Kind::GuardianMustSign:
        return TaskList::tr("Guardian must sign");
    case WaitingTask::Kind::ReadinessChanged:
        return changedTitle(task);
    case WaitingTask::Kind::DeferralsDue:
        return task.count == 1 ? TaskList::tr("1 put-off treatment is due")
                               : TaskList::tr("%1 put-off treatments are due").arg(task.count);
    case WaitingTask::Kind::ScansWait:
        return task.count == 1 ? TaskList::tr("1 scanned page waits") : TaskList::tr("%1 scanned pages wait").arg(task.count);
    }
    return {};
}

QString taskDetail(const WaitingTask &task)
{
    switch (task.kind) {
    case WaitingTask::Kind::DraftKept:
        return task.patientName.isEmpty() ? keptWords(task) : TaskList::tr("%1, %2").arg(task.patientName, keptWords(task));
    case WaitingTask::Kind::UnmatchedAllergy:
        return TaskList::tr("Allergy as told by %1").arg(task.patientName);
    case WaitingTask::Kind::DecisionsOpen:
        return TaskList::tr("%1, for the doctor").arg(task.patientName);
    case WaitingTask::Kind::GuardianMustSign:
        return TaskList::tr("%1, before treatment").arg(task.patientName);
    case WaitingTask::Kind::ReadinessChanged:
        return task.patient.isNull() ? TaskList::tr("They come up as those above are seen")
                                     : TaskList::tr("%1: %2").arg(task.patientName, task.text);
    case WaitingTask::Kind::DeferralsDue:
        return TaskList::tr("The date to come back is reached");
    case WaitingTask::Kind::ScansWait:
        return TaskList::tr("Somebody must say which sheet they belong to");
    }
    return {};
}

QString taskAction(const WaitingTask &task)
{
    switch (task.kind) {
    case WaitingTask::Kind::DraftKept:
        return TaskList::tr("Go on");
    case WaitingTask::Kind::UnmatchedAllergy:
        return TaskList::tr("Match");
    case WaitingTask::Kind::DecisionsOpen:
        return TaskList::tr("Decide");
    case WaitingTask::Kind::GuardianMustSign:
        return TaskList::tr("Open");
    case WaitingTask::Kind::ReadinessChanged:
        return task.patient.isNull() ? QString() : TaskList::tr("Review");
    case WaitingTask::Kind::DeferralsDue:
        return TaskList::tr("Call");
    case WaitingTask::Kind::ScansWait:
        return TaskList::tr("Place");
    }
    return {};
}

TaskList::TaskList(QWidget *parent) : QListView(parent), m_model(new TaskModel(this))
{
    setModel(m_model);
    setItemDelegate(new TaskDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Needs someone"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto choose = [this](const QModelIndex &index) {
        Q_EMIT taskChosen(m_model->tasks().at(index.row()));
    };
    connect(this, &QListView::activated, this, choose);
    connect(this, &QListView::clicked, this, choose);
}

void TaskList::setTasks(const QList<WaitingTask> &tasks)
{
    if (tasks == m_model->tasks())
        return;
    const int row = currentIndex().row();
    m_model->setTasks(tasks);
    updateGeometry();
    if (row >= 0 && row < tasks.size())
        setCurrentIndex(m_model->index(row, 0));
}

QSize TaskList::sizeHint() const
{
    return {QListView::sizeHint().width(), count() * std::max(0, sizeHintForRow(0))};
}

int TaskList::count() const
{
    return m_model->rowCount();
}

} // namespace dermis
