#pragma once

#include "core/treatments/session.h"
#include "ui/context/page.h"

class QStandardItemModel;
class QStackedWidget;
class QTableView;

namespace dermis {

class Button;
class Card;
class EmptyState;
class ErrorBanner;
class PaneSwitch;
class PrecautionsView;
class ReactionsCard;
class SegmentedControl;
class SessionForm;
class TextLabel;

/// The precautions against infection, the treatment with the lots it used, and the earlier ones; a tab of the record.
class SessionPage : public Page
{
    Q_OBJECT
public:
    explicit SessionPage(ClinicContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Session"); }
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;
    void setCompact(bool compact) override;

private:
    void build();
    QWidget *makeFooter();
    void readPlan();
    void readSessions();
    void readReactions();
    void readPrecautions();
    QHash<QString, QString> proposals(const InfectionPrecautions &precautions) const;
    void note(const QString &code, bool yes, const QString &detail);
    void withdraw(const QString &code);
    void keep(const Result<> &kept);
    void showState();
    void record();
    bool fails(const std::optional<Error> &error);

    PatientId m_patient;
    std::optional<Plan> m_plan; ///< that the form began with
    QList<Session> m_sessions;
    ErrorBanner *m_banner;
    Card *m_card;
    SessionForm *m_form;
    QWidget *m_recording = nullptr;
    EmptyState *m_noPlan;
    TextLabel *m_state;
    Button *m_record;
    Card *m_precautionsCard;
    PrecautionsView *m_precautions;
    TextLabel *m_standing; ///< blocked, not complete or ready; on another day why nothing can be noted
    SegmentedControl *m_past; ///< sessions so far, or reactions
    QStackedWidget *m_pasts;
    ReactionsCard *m_reactions;
    Card *m_earlier;
    QStandardItemModel *m_model;
    QTableView *m_table;
    EmptyState *m_none;
    QWidget *m_recordPane;
    PaneSwitch *m_panes;
};

} // namespace dermis
