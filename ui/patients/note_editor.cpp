#include "ui/patients/note_editor.h"

#include "core/notes/note_repository.h"
#include "ui/context/clinic_context.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/words.h"
#include "ui/widgets/form_field.h"
#include "ui/patients/patient_words.h"
#include "ui/patients/record_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int textLines = 6;

}

NoteEditor::NoteEditor(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new TextLabel({}, TypeStyle::BodyStrong))
    , m_kind(new QComboBox)
    , m_date(new QLineEdit)
    , m_dateField(new FormField(tr("Day it speaks of"), m_date))
    , m_late(new QLineEdit)
    , m_lateField(new FormField(tr("Why is it written later?"), m_late))
    , m_text(new QPlainTextEdit)
    , m_state(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_sign(new Button(Icon::Sign, tr("Sign"), ButtonKind::Primary))
    , m_banner(new ErrorBanner)
    , m_keeper(new DraftKeeper(
          context, [this] { return draftBody(); }, this))
{
    m_sign->setWrites();
    setObjectName(u"noteEditor"_s);
    for (const NoteKind kind : allNoteKinds())
        m_kind->addItem(noteKindWords(kind), static_cast<int>(kind));
    m_text->setObjectName(u"noteText"_s);
    m_text->setAccessibleName(tr("Note"));
    m_text->setPlaceholderText(tr("What was said, seen or decided. **Bold** and - lists are understood."));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(m_text->fontMetrics().lineSpacing() * textLines);
    m_sign->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    buildRows();
    connect(m_text, &QPlainTextEdit::textChanged, m_keeper, &DraftKeeper::touch);
    connect(m_kind, &QComboBox::activated, m_keeper, &DraftKeeper::touch);
    connect(m_date, &QLineEdit::textEdited, m_keeper, &DraftKeeper::touch);
    connect(m_date, &QLineEdit::textChanged, this, &NoteEditor::showLateReason);
    connect(m_late, &QLineEdit::textEdited, m_keeper, &DraftKeeper::touch);
    connect(m_keeper, &DraftKeeper::kept, this, &NoteEditor::showState);
    connect(m_sign, &Button::clicked, this, &NoteEditor::sign);
    hide();
}

void NoteEditor::buildRows()
{
    auto *fields = new QHBoxLayout;
    fields->setSpacing(12);
    fields->addWidget(new FormField(tr("Kind"), m_kind));
    fields->addWidget(m_dateField);
    fields->addWidget(m_lateField, 1);
    fields->addStretch();
    auto *cancel = new Button(tr("Put aside"));
    connect(cancel, &Button::clicked, this, &NoteEditor::putAside);
    auto *buttons = new QHBoxLayout;
    m_state->setWrapped(true);
    buttons->addWidget(m_state, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_sign);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_banner);
    column->addLayout(fields);
    column->addWidget(m_text, 1);
    column->addLayout(buttons);
}

void NoteEditor::begin(PatientId patient, NoteId addendumTo)
{
    m_keeper->flush();
    m_patient = patient;
    m_addendumTo = addendumTo;
    m_banner->clear();
    m_kind->setCurrentIndex(0);
    m_text->clear();
    m_late->clear();
    m_date->setText(dateWords(m_context.today()));
    m_keeper->forget();
    m_keeper->setKey({patient.value(), u"note"_s, m_context.actor().id});
    if (const auto draft = findDraft(m_context.database(), m_keeper->key()); draft && draft->has_value())
        takeDraft((*draft)->body);
    m_keeper->forget();
    m_title->setText(m_addendumTo.isNull() ? tr("New note") : tr("Add to the signed note"));
    m_kind->setEnabled(m_addendumTo.isNull());
    showLateReason();
    showState();
    show();
    m_text->setFocus(Qt::OtherFocusReason);
}

QByteArray NoteEditor::draftBody() const
{
    return QJsonDocument(
               QJsonObject{{u"kind"_s, noteKindName(static_cast<NoteKind>(m_kind->currentData().toInt()))},
                           {u"date"_s, m_date->text()},
                           {u"late"_s, m_late->text()},
                           {u"text"_s, m_text->toPlainText()},
                           {u"addendumTo"_s, m_addendumTo.value()}})
        .toJson(QJsonDocument::Compact);
}

void NoteEditor::takeDraft(const QByteArray &body)
{
    const QJsonObject draft = QJsonDocument::fromJson(body).object();
    const NoteKind kind = noteKindFromName(draft.value(u"kind"_s).toString()).value_or(NoteKind::History);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(kind)));
    m_date->setText(draft.value(u"date"_s).toString());
    m_late->setText(draft.value(u"late"_s).toString());
    m_text->setPlainText(draft.value(u"text"_s).toString());
    m_addendumTo = NoteId(draft.value(u"addendumTo"_s).toInteger());
}

void NoteEditor::showLateReason()
{
    const QDate dated = dayFromText(m_date->text());
    m_lateField->setVisible(dated.isValid() && dated < m_context.today());
}

void NoteEditor::showState()
{
    const QString kept = m_keeper->words();
    m_state->setText(
        kept.isEmpty() ? tr("Every change is kept as a draft. Signing makes it part of the record.") : kept);
}

Note NoteEditor::note() const
{
    Note typed;
    typed.patientId = m_patient;
    typed.kind = static_cast<NoteKind>(m_kind->currentData().toInt());
    typed.dated = dayFromText(m_date->text());
    typed.text = m_text->toPlainText();
    typed.signedAt = m_context.now();
    typed.addendumTo = m_addendumTo;
    typed.lateReason = m_lateField->isVisible() ? m_late->text() : u""_s;
    return typed;
}

void NoteEditor::sign()
{
    const Note typed = note();
    m_dateField->setProblem(typed.dated.isValid() ? QString() : tr("Write it as 14 Mar 2026 or 14/3/2026."));
    const bool unexplained = m_lateField->isVisible() && m_late->text().trimmed().isEmpty();
    m_lateField->setProblem(unexplained ? tr("A note for an earlier day says why it is late.") : QString());
    if (!typed.dated.isValid() || unexplained)
        return;
    m_keeper->flush();
    const Result<Note> kept = addNote(m_context.database(), m_context.actor(), m_context.now(), typed);
    if (!kept) {
        const ErrorWords told = words(kept.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        return;
    }
    finish();
    Q_EMIT signedNote();
}

void NoteEditor::putAside()
{
    m_keeper->flush();
    finish();
    Q_EMIT closed();
}

void NoteEditor::finish()
{
    m_keeper->forget();
    m_patient = {};
    hide();
}

void NoteEditor::keepDraft()
{
    m_keeper->flush();
}

} // namespace dermis
