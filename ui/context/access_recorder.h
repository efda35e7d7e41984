#pragma once

#include "core/base/id.h"
#include "core/base/result.h"

#include <QObject>

namespace dermis {

class ClinicContext;

/// Journals who opened which record, by a worker, so that the page never waits for it.
class AccessRecorder : public QObject
{
    Q_OBJECT
public:
    /// `context` outlives the recorder.
    explicit AccessRecorder(ClinicContext &context, QObject *parent = nullptr);
    /// A page shows this record; one entry until the person opens another one or signs in again.
    void recordOpened(PatientId patient);
    /// False when the file was opened to be read only: views are not recorded then.
    bool isRecording() const;

Q_SIGNALS:
    void failed(const dermis::Error &error);

private:
    ClinicContext &m_context;
    PatientId m_last;
};

} // namespace dermis
