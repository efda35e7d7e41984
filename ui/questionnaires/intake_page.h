#pragma once

#include "core/base/result.h"
#include "core/questionnaires/response.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/page.h"
#include "ui/questionnaires/answer_editor.h"

#include <QTimer>

#include <memory>
#include <optional>

class QHBoxLayout;

namespace dermis {

class ErrorBanner;
class IntakeActions;
class IntakeForm;
class IntakeSession;
class QuestionsPane;
class SafetySoFar;
class SectionRail;
class SectionView;
class TextLabel;

/// Takes a patient's history, section by section; each answer goes to a draft at once, and handing over makes
/// it part of the record. It shows the form only: the patient's banner and allergies stand above it.
class IntakePage : public Page
{
    Q_OBJECT
public:
    explicit IntakePage(ClinicContext &context, QWidget *parent = nullptr);
    ~IntakePage() override;

    QString title() const override;
    QList<Crumb> crumbs() const override;
    /// `text` may be the linkId of the question to begin at.
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
    QWidget *makeRailPane();
    void connectParts();
    void makeKeys();

    void load(PatientId patient);
    void showOpenDraft();
    void settleOpenDraft(int action);
    void bannerAction(int action);

    void change(const std::function<bool(IntakeForm &)> &act);
    void undo();
    void showSection(int index, bool fresh = true);
    void turnSection(int step);
    void showProgress();
    void showDraftState();
    void checkSafety();
    void goToQuestion(const AnswerKey &key);
    void goToNextGap();
    void finish();
    void askReason();
    void keepAnswers(const QString &reason);
    void find(const QString &words);
    void showMatch(int step);
    void closeFind();
    void tell(const Error &error);
    bool isDoctor() const;

    std::unique_ptr<IntakeSession> m_session;
    std::optional<AnswerKey> m_startAt; ///< where the page was asked to begin
    int m_section = 0;
    bool m_compact = false;
    QList<int> m_findingSections;
    QList<AnswerKey> m_matches; ///< of the search within the form
    bool m_asksReason = false; // the banner's actions are reasons
    int m_match = -1;
    DraftKeeper m_draft;
    QTimer m_safetyTimer;

    ErrorBanner *m_banner;
    QHBoxLayout *m_row;
    SectionRail *m_rail;
    TextLabel *m_railNote;
    QuestionsPane *m_questions;
    SectionView *m_view; ///< of m_questions
    SafetySoFar *m_safety;
    IntakeActions *m_actions;
};

} // namespace dermis
