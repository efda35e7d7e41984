#pragma once

#include "core/storage/drafts.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace dermis {

class ClinicContext;

/// Keeps what is being typed: durable within half a second of a change.
class DraftKeeper : public QObject
{
    Q_OBJECT
public:
    using Body = std::function<QByteArray()>;

    /// From a change until it is written; with the write itself well within the half second.
    static constexpr std::chrono::milliseconds delay{300};

    /// `body` gives the form's own JSON when it is time to write.
    DraftKeeper(ClinicContext &context, Body body, QObject *parent = nullptr);
    /// Whose draft it is from now on; `basedOn` is the saved row's revision.
    void setKey(const DraftKey &key, qint64 basedOn = 0);
    const DraftKey &key() const { return m_key; }
    /// From now on this writes only over the draft that was seen (nothing: none was) and over what it wrote itself, until the
    /// next setKey(); see saveDraftOver().
    void writeOver(const std::optional<Draft> &seen);
    /// The draft as it stands there as far as is known here; only after writeOver().
    const std::optional<Draft> &seen() const { return m_seen; }
    /// Something was typed.
    void touch();
    /// Writes now what is not written yet.
    void flush();
    /// The act that ends the draft was done, or the person put it aside: nothing waits to be written.
    void forget();
    /// Something typed is not durable yet.
    bool isWaiting() const { return m_timer.isActive(); }
    /// When it was last durable, as far as it was kept here; invalid before.
    QDateTime keptAt() const { return m_keptAt; }
    /// "Draft saved 10:42:58"; empty while nothing was kept.
    QString words() const;

Q_SIGNALS:
    void kept();
    void keepFailed(const dermis::Error &error);
    /// Another window changed the draft, so that this one is not written.
    void changedElsewhere();

private:
    void write();

    ClinicContext &m_context;
    Body m_body;
    QTimer m_timer;
    DraftKey m_key;
    qint64 m_basedOn = 0;
    bool m_isCareful = false; // writes only over m_seen
    std::optional<Draft> m_seen;
    QDateTime m_keptAt;
};

} // namespace dermis
