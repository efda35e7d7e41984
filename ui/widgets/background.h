#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QtConcurrentRun>

#include <utility>

namespace dermis {

/// Runs `job` on a worker and gives its value to `done` on the receiver's thread; never, when the receiver is
/// gone by then. The job takes values only and opens its own Database.
template <typename Job, typename Done>
void runInBackground(QObject *receiver, Job job, Done done)
{
    using Value = std::invoke_result_t<Job>;
    auto *watcher = new QFutureWatcher<Value>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         if constexpr (std::is_void_v<Value>)
                             done();
                         else
                             done(watcher->future().takeResult());
                     });
    watcher->setFuture(QtConcurrent::run(std::move(job)));
}

} // namespace dermis
