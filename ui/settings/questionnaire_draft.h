#pragma once

#include "core/questionnaires/form_edit.h"
#include "core/questionnaires/questionnaire_library.h"

#include <QDateTime>
#include <QObject>

#include <optional>

namespace dermis {

class ClinicContext;
class DraftKeeper;

/// A new version of a form while it is edited: its JSON, kept as a draft of the person at the computer, until it is published.
class QuestionnaireDraft : public QObject
{
    Q_OBJECT
public:
    explicit QuestionnaireDraft(ClinicContext &context, QObject *parent = nullptr);
    /// Begins from that version, or goes on with the draft that there is of its form.
    Result<> open(QuestionnaireId id);
    /// The same version once more, as its draft stands now.
    Result<> reopen();
    bool isOpen() const { return m_edit.has_value(); }
    FormEdit &edit() { return *m_edit; }
    const FormEdit &edit() const { return *m_edit; }
    /// When the draft that is gone on with was kept; invalid when nothing was there.
    QDateTime resumedFrom() const { return m_resumedFrom; }

    /// Whether it belongs to who is at the computer.
    bool isOfActor() const;
    /// Another version became active since the draft was begun.
    bool isOvertaken() const;
    /// What is active now may be replaced by this; takes another number where this one's is used by now.
    Result<> acceptActive();
    /// Whether the stored draft is as this window last saw it.
    bool isStillOurs() const;
    /// What another window stored may be overwritten.
    void acceptOurs();

    /// Something was changed; durable soon.
    void touch();
    void flush();
    /// What waits is not written any more.
    void hold();
    bool isWaiting() const;
    /// Whether there is a draft to put aside.
    bool isKept() const;
    /// "Draft saved 10:42:58"; empty while nothing was kept.
    QString words() const;
    Result<> putAside();
    /// As publishQuestionnaire(); the draft has ended then.
    Result<QuestionnaireId> publish();

Q_SIGNALS:
    void kept();
    void keepFailed(const dermis::Error &error);

private:
    Result<> suggestVersion(const QString &before);
    QuestionnaireId activeNow() const;
    QByteArray stored() const;
    void close();

    ClinicContext &m_context;
    DraftKeeper *m_keeper;
    std::optional<FormEdit> m_edit;
    QuestionnaireId m_id;           ///< the version that the editing began from
    QuestionnaireId m_activeBefore; ///< what was asked when it began
    QByteArray m_known;             ///< the draft as this window last saw it; empty: none
    QDateTime m_resumedFrom;
};

} // namespace dermis
