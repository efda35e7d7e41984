#pragma once

#include "core/base/result.h"
#include "core/clinic/integrity.h"

#include <QObject>

#include <memory>

class QThread;

namespace dermis {

class ClinicContext;

/// The check of the clinic file in the background: at the lowest priority, on a connection of its own, stopped at once when the
/// window locks or closes, so that the key can be wiped.
class FileCheck : public QObject
{
    Q_OBJECT
public:
    /// `context` outlives the check.
    explicit FileCheck(ClinicContext &context, QObject *parent = nullptr);
    ~FileCheck() override;

    /// Begins what is due, unless it runs already.
    void start();
    /// Begins the whole check.
    void startWhole();
    /// Ends it, and waits until its connection is closed.
    void stop();
    bool isRunning() const { return m_thread != nullptr; }
    /// "File checked at 10:43", and ", whole" when everything was read; empty before the first.
    QString words() const { return m_words; }

Q_SIGNALS:
    /// words() are others.
    void wordsChanged();
    void damageFound(const dermis::Damage &damage);
    /// The file was marked as damaged, but the whole check passed.
    void foundWholeAgain();

private:
    void run(CheckDepth depth);
    void finish(const Result<BackgroundCheck> &result);
    void say(const QString &words);

    ClinicContext &m_context;
    QThread *m_thread = nullptr;
    std::shared_ptr<StopSwitch> m_stop;
    std::optional<Result<BackgroundCheck>> m_result; // written by the thread, read when it has ended
    QString m_words;
};

} // namespace dermis
