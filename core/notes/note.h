#pragma once

#include "core/base/id.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace dermis {

enum class NoteKind { History, Examination, Diagnosis, Plan, Call };

/// Stable spelling of a kind: history, examination, diagnosis, plan, call.
QString noteKindName(NoteKind kind);
std::optional<NoteKind> noteKindFromName(const QString &name);
QList<NoteKind> allNoteKinds();

/// Dated text by an author; signing freezes it, later text is an addendum.
struct Note {
    NoteId id;
    int revision = 0;
    PatientId patientId;
    NoteKind kind = NoteKind::History;
    QDate dated;        ///< the day it speaks of
    QString text;       ///< Markdown
    StaffId author;
    QString authorName; ///< read only
    QDateTime writtenAt; ///< UTC
    QDateTime signedAt;  ///< UTC; invalid while it can still be changed
    NoteId addendumTo;
    QString lateReason; ///< why it was written after the day it speaks of; needed then
    bool isSigned() const { return signedAt.isValid(); }
    bool operator==(const Note &) const = default;
};

} // namespace dermis
