#include "ui/settings/questionnaire_draft.h"

#include "core/safety/intake_fit.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/draft_keeper.h"

using namespace Qt::StringLiterals;

namespace dermis {

QuestionnaireDraft::QuestionnaireDraft(ClinicContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_keeper(new DraftKeeper(context, [this] { return m_edit ? m_edit->json() : QByteArray(); }, this))
{
    connect(m_keeper, &DraftKeeper::kept, this, [this] {
        m_known = m_edit->json();
        Q_EMIT kept();
    });
    connect(m_keeper, &DraftKeeper::keepFailed, this, &QuestionnaireDraft::keepFailed);
}

Result<> QuestionnaireDraft::open(QuestionnaireId id)
{
    if (isOpen() && isStillOurs())
        flush(); // of the form before
    m_id = id;
    return reopen();
}

Result<> QuestionnaireDraft::reopen()
{
    m_keeper->forget();
    const Questionnaire form = TRY(questionnaire(m_context.database(), m_id));
    const DraftKey key{0, questionnaireDraftForm(form.url()), m_context.actor().id};
    const auto draft = TRY(findDraft(m_context.database(), key));
    m_edit = TRY(FormEdit::fromJson(draft ? draft->body : form.json()));
    m_known = draft ? draft->body : QByteArray();
    m_resumedFrom = draft ? draft->savedAt : QDateTime();
    m_activeBefore = draft ? QuestionnaireId(draft->basedOn) : activeNow();
    m_keeper->setKey(key, m_activeBefore.value());
    if (!draft)
        m_edit->setVersion({});
    return suggestVersion(form.version());
}

QuestionnaireId QuestionnaireDraft::activeNow() const
{
    const auto active = currentQuestionnaire(m_context.database(), m_edit->url());
    return active ? active->id : QuestionnaireId();
}

QByteArray QuestionnaireDraft::stored() const
{
    const auto draft = findDraft(m_context.database(), m_keeper->key());
    return draft && *draft ? (*draft)->body : QByteArray();
}

/// Gives a new number where the draft has none, or one that is used by now.
Result<> QuestionnaireDraft::suggestVersion(const QString &before)
{
    const QList<QuestionnaireVersion> versions = TRY(questionnaireVersions(m_context.database()));
    QStringList taken;
    bool isShipped = false;
    for (const QuestionnaireVersion &one : versions) {
        if (one.entry.url != m_edit->url())
            continue;
        taken << one.entry.version;
        isShipped = isShipped || one.isShipped;
    }
    if (m_edit->version().isEmpty() || taken.contains(m_edit->version()))
        m_edit->setVersion(nextVersion(before, taken, isShipped));
    return {};
}

bool QuestionnaireDraft::isOfActor() const
{
    return m_keeper->key().author == m_context.actor().id;
}

bool QuestionnaireDraft::isOvertaken() const
{
    return activeNow() != m_activeBefore;
}

Result<> QuestionnaireDraft::acceptActive()
{
    m_activeBefore = activeNow();
    m_keeper->setKey(m_keeper->key(), m_activeBefore.value());
    TRY(suggestVersion(m_edit->version()));
    touch();
    return {};
}

bool QuestionnaireDraft::isStillOurs() const
{
    return stored() == m_known;
}

void QuestionnaireDraft::acceptOurs()
{
    m_known = stored();
    touch();
}

void QuestionnaireDraft::touch()
{
    m_keeper->touch();
}

void QuestionnaireDraft::flush()
{
    m_keeper->flush();
}

void QuestionnaireDraft::hold()
{
    m_keeper->forget();
}

bool QuestionnaireDraft::isWaiting() const
{
    return m_keeper->isWaiting();
}

bool QuestionnaireDraft::isKept() const
{
    return !m_known.isEmpty() || isWaiting();
}

QString QuestionnaireDraft::words() const
{
    return m_keeper->words();
}

void QuestionnaireDraft::close()
{
    m_keeper->forget();
    m_edit.reset();
    m_known.clear();
}

Result<> QuestionnaireDraft::putAside()
{
    m_keeper->forget();
    TRY(discardDraft(m_context.database(), m_keeper->key()));
    close();
    return {};
}

Result<QuestionnaireId> QuestionnaireDraft::publish()
{
    const EditedForm edited{m_edit->json(), m_activeBefore, m_keeper->key()};
    const QuestionnaireId id = TRY(publishQuestionnaire(m_context.database(), m_context.actor(), m_context.now(), edited));
    close();
    return id;
}

} // namespace dermis
