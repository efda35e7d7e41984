#pragma once

#include "core/notes/note.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace dermis {

class Button;
class ClinicContext;
class DraftKeeper;
class ErrorBanner;
class FormField;
class TextLabel;

/// Writes a note inline: kept as a draft while typed, part of the record when signed.
class NoteEditor : public QWidget
{
    Q_OBJECT
public:
    explicit NoteEditor(ClinicContext &context, QWidget *parent = nullptr);
    /// A new note, or an addendum; goes on with the draft that was left.
    void begin(PatientId patient, NoteId addendumTo = {});
    bool isWriting() const { return !m_patient.isNull(); }
    void keepDraft();

Q_SIGNALS:
    void signedNote();
    void closed();

private:
    void buildRows();
    QByteArray draftBody() const;
    void takeDraft(const QByteArray &body);
    Note note() const;
    void showLateReason();
    void showState();
    void sign();
    void putAside();
    void finish();

    ClinicContext &m_context;
    PatientId m_patient;
    NoteId m_addendumTo;
    TextLabel *m_title;
    QComboBox *m_kind;
    QLineEdit *m_date;
    FormField *m_dateField;
    QLineEdit *m_late;
    FormField *m_lateField;
    QPlainTextEdit *m_text;
    TextLabel *m_state;
    Button *m_sign;
    ErrorBanner *m_banner;
    DraftKeeper *m_keeper;
};

} // namespace dermis
