#pragma once

#include "core/base/result.h"
#include "core/questionnaires/response.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/page.h"
#include "ui/questionnaires/answer_editor.h"
#include "ui/questionnaires/form_place.h"

#include <QTimer>

#include <memory>
#include <optional>

class QHBoxLayout;
class QShortcut;

namespace dermis {

class ErrorBanner;
class FormActions;
class FormChoices;
class FormRail;
class FormSearch;
class FormSession;
class QuestionsPane;
class SafetySoFar;
class SectionView;

/// Fills in a form for a patient, section by section or page by page; each answer goes to a draft at once, and keeping them makes
/// it part of the record. The intake has beside it what the answers mean for safety. It shows the form only: the patient's banner
/// and allergies stand above it.
class FormPage : public Page
{
    Q_OBJECT
public:
    explicit FormPage(ClinicContext &context, QWidget *parent = nullptr);
    ~FormPage() override;

    QString title() const override;
    QList<Crumb> crumbs() const override;
    /// Place::Intake, or Place::Form with the form's url; `text` may be the linkId of the question to begin at.
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    void keepDraft() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;
    void setCompact(bool compact) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void connectParts();
    void connectQuestions();
    void makeKeys();

    void load(PatientId patient, const QString &url);
    void showSide();
    bool isClosed() const;

    void change(const std::function<bool(IntakeForm &)> &act);
    void undo();
    void showSection(int index);
    void showRows(bool fresh);
    void showQuestion(const AnswerKey &key);
    void turnSection(int step);
    void turnPage(int step);
    void setPaged(bool paged);
    void setLanguage(const QString &language);
    void handToPatient();
    void showProgress();
    void showSteps();
    void showDraftState();
    void checkSafety();
    void goToQuestion(const AnswerKey &key);
    void goToNextGap();
    void finish();
    void keepAnswers(const QString &reason);
    void tell(const Error &error);
    QString finishWords() const;
    bool handsOver() const;

    std::unique_ptr<FormSession> m_session;
    std::optional<AnswerKey> m_startAt; ///< where the page was asked to begin
    FormPlace m_place;
    bool m_compact = false;
    QList<QShortcut *> m_sectionKeys; ///< while the buttons turn pages
    QList<int> m_findingSections;
    DraftKeeper m_draft;
    QTimer m_safetyTimer;

    ErrorBanner *m_banner;
    QHBoxLayout *m_row;
    FormRail *m_rail;
    QuestionsPane *m_questions;
    SectionView *m_view; ///< of m_questions
    FormSearch *m_search;
    FormChoices *m_choices;
    SafetySoFar *m_safety; ///< of the intake
    FormActions *m_actions;
};

} // namespace dermis
