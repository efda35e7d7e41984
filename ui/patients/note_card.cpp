#include "ui/patients/note_card.h"

#include "core/access/permissions.h"
#include "core/notes/note_repository.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/note_editor.h"
#include "ui/patients/record_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

using namespace Qt::StringLiterals;

namespace dermis {

NoteCard::NoteCard(ClinicContext &context, const QString &title, int limit, QWidget *parent)
    : Card(title, parent)
    , m_context(context)
    , m_limit(limit)
    , m_print(new Button(tr("Print"), ButtonKind::Link))
    , m_add(new Button(tr("New note"), ButtonKind::Link))
    , m_editor(new NoteEditor(context))
{
    m_add->setWrites();
    m_add->setKeyHint(u"Ctrl+M"_s);
    m_print->setAccessibleName(tr("Print the notes"));
    addHeaderWidget(m_print);
    addHeaderWidget(m_add);
    connect(m_print, &Button::clicked, this, [this] { Q_EMIT printRequested(NoteId()); });
    connect(m_add, &Button::clicked, this, [this] { write(); });
    body()->addWidget(m_editor);
    connect(m_editor, &NoteEditor::signedNote, this, &NoteCard::changed);
}

void NoteCard::setNotes(PatientId patient, const QList<Note> &notes)
{
    if (patient != m_patient && m_editor->isWriting()) {
        m_editor->keepDraft();
        m_editor->hide();
    }
    m_patient = patient;
    m_print->setVisible(!notes.isEmpty());
    m_add->setVisible(may(m_context.actor().roles, Permission::Notes));
    showNotes(notes);
}

void NoteCard::write(NoteId addendumTo)
{
    if (!m_editor->isWriting() || !m_editor->isVisible())
        m_editor->begin(m_patient, addendumTo);
}

void NoteCard::keepDraft()
{
    m_editor->keepDraft();
}

void NoteCard::showNotes(const QList<Note> &notes)
{
    if (m_rows != nullptr) {
        m_rows->hide();
        m_rows->deleteLater(); // one of its buttons may have led here
    }
    m_rows = new QWidget;
    auto *column = new QVBoxLayout(m_rows);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(10);
    const QList<Note> shown = m_limit > 0 ? notes.mid(0, m_limit) : notes;
    for (const Note &note : shown)
        column->addWidget(row(note));
    if (shown.isEmpty())
        column->addWidget(new TextLabel(tr("No notes yet."), TypeStyle::Body, &Tokens::text2));
    body()->addWidget(m_rows);
}

QString NoteCard::headWords(const Note &note) const
{
    QString head = note.addendumTo.isNull() ? noteKindWords(note.kind) : tr("Addendum");
    head += u" · "_s + dateWords(note.dated) + u" · "_s + note.authorName;
    return head;
}

QWidget *NoteCard::row(const Note &note)
{
    auto *row = new QWidget;
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins(note.addendumTo.isNull() ? 0 : 20, 0, 0, 0);
    column->setSpacing(2);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    auto *title = new TextLabel(headWords(note), TypeStyle::SmallStrong);
    title->setWrapped(true);
    head->addWidget(title, 1);
    auto *standing =
        new TextLabel(note.isSigned() ? tr("signed %1").arg(momentWords(note.signedAt)) : tr("not signed"),
                      TypeStyle::Small, note.isSigned() ? &Tokens::text2 : &Tokens::relativeText);
    if (m_limit == 0 && note.isSigned() && note.addendumTo.isNull() &&
        may(m_context.actor().roles, Permission::Notes)) {
        auto *add = new Button(tr("Add to it"), ButtonKind::Link);
        add->setWrites();
        connect(add, &Button::clicked, this, [this, id = note.id] { write(id); });
        head->addWidget(add);
    }
    if (!note.isSigned() && note.author == m_context.actor().id) {
        auto *sign = new Button(tr("Sign"), ButtonKind::Link);
        sign->setWrites();
        connect(sign, &Button::clicked, this, [this, note] { signKept(note); });
        head->addWidget(sign);
    }
    if (m_limit == 0 && note.addendumTo.isNull()) {
        auto *print = new Button(tr("Print"), ButtonKind::Link);
        print->setAccessibleName(tr("Print this note"));
        connect(print, &Button::clicked, this, [this, id = note.id] { Q_EMIT printRequested(id); });
        head->addWidget(print);
    }
    column->addLayout(head);
    column->addWidget(standing);
    auto *text = new TextLabel(note.text, TypeStyle::Body);
    text->setTextFormat(Qt::MarkdownText);
    text->setWrapped(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(text);
    if (!note.lateReason.isEmpty()) {
        auto *late = new TextLabel(
            tr("Written on %1, later because: %2").arg(momentWords(note.writtenAt), note.lateReason),
            TypeStyle::Small, &Tokens::cautionText);
        late->setWrapped(true);
        column->addWidget(late);
    }
    return row;
}

void NoteCard::signKept(const Note &note)
{
    if (signNote(m_context.database(), m_context.actor(), m_context.now(), note))
        Q_EMIT changed();
}

} // namespace dermis
