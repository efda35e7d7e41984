#pragma once

#include "core/notes/note.h"
#include "ui/widgets/card.h"

namespace dermis {

class Button;
class ClinicContext;
class NoteEditor;

/// The notes of a record with who wrote them and whether they are signed; new ones are written in place.
class NoteCard : public Card
{
    Q_OBJECT
public:
    /// `limit` 0 shows all.
    NoteCard(ClinicContext &context, const QString &title, int limit, QWidget *parent = nullptr);
    /// Leaves a note that is being written as it is.
    void setNotes(PatientId patient, const QList<Note> &notes);
    /// Writes a new note, or goes on with the draft.
    void write(NoteId addendumTo = {});
    void keepDraft();

Q_SIGNALS:
    void changed();
    /// One note with its addenda, or with a null id all, is wanted on paper.
    void printRequested(dermis::NoteId note);

private:
    void showNotes(const QList<Note> &notes);
    QWidget *row(const Note &note);
    QString headWords(const Note &note) const;
    void signKept(const Note &note);

    ClinicContext &m_context;
    int m_limit;
    PatientId m_patient;
    Button *m_print;
    Button *m_add;
    NoteEditor *m_editor;
    QWidget *m_rows = nullptr;
};

} // namespace dermis
