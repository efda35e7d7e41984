#include "ui/settings/practice_section.h"

#include "core/access/permissions.h"
#include "core/storage/documents.h"
#include "core/storage/drafts.h"
#include "core/storage/transaction.h"
#include "ui/context/clinic_context.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/words.h"
#include "ui/settings/card_parts.h"
#include "ui/settings/logo_field.h"
#include "ui/settings/practice_form.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int addressHeight = 62;

QString textOf(const QWidget &field)
{
    if (const auto *lines = qobject_cast<const QPlainTextEdit *>(&field))
        return lines->toPlainText();
    return static_cast<const QLineEdit &>(field).text();
}

void setTextOf(QWidget &field, const QString &text)
{
    const QSignalBlocker silent(field);
    if (auto *lines = qobject_cast<QPlainTextEdit *>(&field))
        lines->setPlainText(text);
    else
        static_cast<QLineEdit &>(field).setText(text);
}

void setReadOnly(QWidget &field, bool readOnly)
{
    if (auto *lines = qobject_cast<QPlainTextEdit *>(&field))
        lines->setReadOnly(readOnly);
    else
        static_cast<QLineEdit &>(field).setReadOnly(readOnly);
}

} // namespace

PracticeSection::PracticeSection(ClinicContext &context, QWidget *parent)
    : SettingsSection(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_logo(new LogoField(context.prompter()))
    , m_state(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_keep(new Button(Icon::Save, tr("Keep changes"), ButtonKind::Primary))
    , m_discard(new Button(tr("Undo all"), ButtonKind::Secondary))
    , m_draft(new DraftKeeper(
          context,
          [this] {
              return practiceDraft({typed(), m_logo->logo()});
          },
          this))
{
    m_keep->setWrites();
    auto *card = new Card(tr("Practice"));
    card->setNote(tr("Stands on every sheet"));
    card->body()->addWidget(makeFields());
    card->body()->addWidget(makeFooter());
    card->setMaximumWidth(formWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(10);
    column->addWidget(m_banner);
    column->addWidget(card);
    column->addStretch(1);
    connect(m_banner, &ErrorBanner::actionChosen, this, &PracticeSection::settle);
    connect(m_keep, &Button::clicked, this, &PracticeSection::keep);
    connect(m_discard, &Button::clicked, this, [this] { settle(1); });
    connect(m_draft, &DraftKeeper::kept, this, &PracticeSection::showState);
    connect(m_draft, &DraftKeeper::keepFailed, this, &PracticeSection::tell);
}

QWidget *PracticeSection::makeFields()
{
    auto *fields = new QWidget;
    auto *form = new QFormLayout(fields);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setContentsMargins(14, 14, 14, 8);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(6);
    for (const PracticeField &field : practiceFields()) {
        const QString label = tr(field.label);
        QWidget *editor = nullptr;
        if (field.isLong) {
            auto *lines = new QPlainTextEdit;
            lines->setFixedHeight(addressHeight);
            lines->setTabChangesFocus(true);
            connect(lines, &QPlainTextEdit::textChanged, this, &PracticeSection::changed);
            editor = lines;
        } else {
            auto *line = new QLineEdit;
            connect(line, &QLineEdit::textEdited, this, &PracticeSection::changed);
            editor = line;
        }
        editor->setObjectName(QLatin1StringView(field.key));
        editor->setAccessibleName(label);
        editor->setAccessibleDescription(field.note == nullptr ? QString() : tr(field.note));
        form->addRow(label, editor);
        if (field.note != nullptr)
            form->addRow(QString(), new TextLabel(tr(field.note), TypeStyle::Small, &Tokens::text2));
        m_fields << editor;
    }
    form->addRow(tr("Logo"), m_logo);
    connect(m_logo, &LogoField::logoChanged, this, &PracticeSection::changed);
    return fields;
}

QWidget *PracticeSection::makeFooter()
{
    auto *footer = new QWidget;
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(14, 4, 14, 14);
    m_state->setWrapped(true);
    row->addWidget(m_state, 1);
    row->addWidget(m_discard);
    row->addWidget(m_keep);
    m_keep->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    return footer;
}

Practice PracticeSection::typed() const
{
    Practice details = m_saved;
    for (qsizetype index = 0; index < m_fields.size(); ++index)
        details.*practiceFields()[static_cast<std::size_t>(index)].text = textOf(*m_fields.at(index));
    return details;
}

void PracticeSection::showDetails(const Practice &details)
{
    for (qsizetype index = 0; index < m_fields.size(); ++index)
        setTextOf(*m_fields.at(index), details.*practiceFields()[static_cast<std::size_t>(index)].text);
}

void PracticeSection::refresh()
{
    const bool mayChange = may(m_context.actor().roles, Permission::ManageSettings);
    for (QWidget *field : std::as_const(m_fields))
        setReadOnly(*field, !mayChange);
    m_logo->setReadOnly(!mayChange);
    if (!m_dirty && m_question == Question::None)
        load();
    showState();
}

void PracticeSection::load()
{
    const Result<Practice> details = practice(m_context.database());
    if (!details)
        return tell(details.error());
    m_saved = *details;
    m_savedLogo = m_saved.logoDigest.isEmpty()
                      ? QByteArray()
                      : document(m_context.database(), m_saved.logoDigest).value_or(QByteArray());
    m_draft->setKey({0, u"practice"_s, m_context.actor().id}, m_saved.revision);
    showDetails(m_saved);
    m_logo->setLogo(m_savedLogo);
    offerDraft();
}

void PracticeSection::offerDraft()
{
    const auto found = findDraft(m_context.database(), m_draft->key());
    if (!found || !found->has_value())
        return;
    m_drafted = practiceFromDraft((*found)->body, {m_saved, m_savedLogo});
    if (sameDetails(m_drafted.details, m_saved) && m_drafted.logo == m_savedLogo)
        return;
    m_question = Question::Draft;
    m_banner->tell({BannerKind::Draft,
                    tr("A draft of these details was kept"),
                    tr("It is from %1 and is not part of the record yet. Use it, or put it aside.")
                        .arg(momentWords((*found)->savedAt)),
                    {tr("Use the draft"), tr("Put it aside")}});
}

void PracticeSection::changed()
{
    m_dirty = !sameDetails(typed(), m_saved) || m_logo->logo() != m_savedLogo;
    m_draft->touch();
    showState();
}

void PracticeSection::showState()
{
    const bool mayChange = may(m_context.actor().roles, Permission::ManageSettings);
    m_keep->setEnabled(mayChange && m_dirty && m_question != Question::Conflict);
    m_discard->setEnabled(m_dirty);
    if (!mayChange)
        m_state->setText(tr("Only the owner of the practice changes this."));
    else
        m_state->setText(m_dirty ? m_draft->words() : tr("Kept. Nothing is waiting."));
}

void PracticeSection::keepDraft()
{
    m_draft->flush();
}

Result<Practice> PracticeSection::write()
{
    Practice details = typed();
    details.logoDigest.clear();
    if (!m_logo->logo().isEmpty()) {
        const QString type = m_logo->logo().startsWith("\x89PNG") ? u"image/png"_s : u"image/jpeg"_s;
        auto transaction = TRY(Transaction::begin(m_context.database(), m_context.actor(), m_context.now()));
        details.logoDigest = TRY(addDocument(transaction, m_logo->logo(), type));
        TRY(transaction.commit());
    }
    return savePractice(m_context.database(), m_context.actor(), m_context.now(), details);
}

void PracticeSection::keep()
{
    const Result<Practice> kept = write();
    if (!kept && kept.error().code == ErrorCode::Conflict) {
        m_question = Question::Conflict;
        showState();
        return m_banner->tell({BannerKind::Conflict,
                               tr("Somebody else changed these details"),
                               tr("Nothing is lost. Keep theirs, or keep yours?"),
                               {tr("Keep mine"), tr("Keep theirs")}});
    }
    if (!kept)
        return tell(kept.error());
    m_draft->forget();
    if (const Result<> ended = discardDraft(m_context.database(), m_draft->key()); !ended)
        tell(ended.error());
    m_dirty = false;
    m_banner->clear();
    m_context.announceDataChanged();
    refresh();
}

void PracticeSection::settle(int action)
{
    const Question question = std::exchange(m_question, Question::None);
    const PracticeDraft mine =
        question == Question::Draft ? m_drafted : PracticeDraft{typed(), m_logo->logo()};
    m_banner->clear();
    if (question != Question::Draft || action == 1) {
        m_draft->forget();
        if (const Result<> aside = discardDraft(m_context.database(), m_draft->key()); !aside)
            return tell(aside.error());
        m_dirty = false;
        load();
    }
    if (action == 0) {
        showDetails(mine.details);
        m_logo->setLogo(mine.logo);
        changed();
    }
    if (question == Question::Conflict && action == 0)
        keep();
    showState();
}

void PracticeSection::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
