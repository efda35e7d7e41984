#pragma once

#include "core/safety/safety_check.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/page.h"

class QStackedWidget;

namespace dermis {

class Button;
class Card;
class DecisionPanel;
class ErrorBanner;
class FindingsView;
class PaneSwitch;
class RuleSetBar;
class PrintServer;
class SheetPane;

/// What stands between the patient and a safe treatment, why, and the dermatologist's decision; a tab of the
/// record.
class SafetyPage : public Page
{
    Q_OBJECT
public:
    explicit SafetyPage(ClinicContext &context, QWidget *parent = nullptr);
    /// `server` may be null: then a PDF of the report is all there is.
    SafetyPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);

    QString title() const override;
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    void keepDraft() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;
    void setCompact(bool compact) override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void connectParts();
    void show(const SafetyCheck &check);
    void showDecision();
    void showReport();
    void showNote();
    void closeReport();
    QList<FindingKey> coveredBy(Verdict verdict) const;
    QStringList decidedLines() const;
    QString openWords() const;
    void markReadinessSeen();
    void markSeen(const FindingKey &finding);
    void answer(const QString &linkId, bool yes);
    void confirmStillSo(const QString &linkId);
    void sign(const Choice &choice, const QString &password);
    void keepDecision(const Choice &choice);
    void signOff(const Adjustments &adjustments, const QString &password);
    void keepRuleSet(const Adjustments &adjustments);
    void tellProof(const Error &error);
    void markTabletsStarted();
    void restoreDraft();
    void settle(const Result<> &done);
    void showTheirs();
    void tell(const Error &error);

    PatientId m_patient;
    SafetyCheck m_check;
    bool m_isShown = false;
    DraftKeeper m_draft;

    ErrorBanner *m_banner;
    Card *m_findingsCard;
    Button *m_why;
    Button *m_report;
    Button *m_note; ///< while a treatment is put off
    RuleSetBar *m_ruleSet;
    FindingsView *m_findings;
    DecisionPanel *m_decision;
    QStackedWidget *m_stack = nullptr; ///< the check, or its report as it prints
    SheetPane *m_sheet;
    PaneSwitch *m_panes;
};

} // namespace dermis
