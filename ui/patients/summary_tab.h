#pragma once

#include "ui/patients/record_view.h"

#include <QWidget>

class QScrollArea;

namespace dermis {

class Button;
class Card;
class ClinicContext;
class FactList;
class NoteCard;
class PlanCard;
class TextLabel;
class Timeline;

/// The record at a glance: visits, the answers that matter, the plan, notes, sheets.
class SummaryTab : public QWidget
{
    Q_OBJECT
public:
    explicit SummaryTab(ClinicContext &context, QWidget *parent = nullptr);
    void setView(const RecordView &view, const QDate &today);
    /// One column, the visits last.
    void setCompact(bool compact);
    void keepDraft();
    /// Opens the plan's editor; without effect for those who may not change the plan.
    void changePlan();

Q_SIGNALS:
    void changed();
    void intakeRequested();
    void historyRequested();
    void notePrintRequested(dermis::NoteId note);
    void documentsRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildCards();
    void arrange();
    void showFacts(const RecordView &view, const QDate &today);
    void showSheets(const RecordView &view);

    ClinicContext &m_context;
    bool m_compact = false;
    int m_columns = 0;
    Card *m_visits;
    Timeline *m_timeline;
    Card *m_answers;
    FactList *m_facts;
    TextLabel *m_noAnswers;
    Button *m_intake;
    PlanCard *m_plan;
    NoteCard *m_notes;
    Card *m_sheets;
    QWidget *m_sheetRows = nullptr;
    QScrollArea *m_scroll;
    QWidget *m_content;
    QWidget *m_left;
    QWidget *m_middle;
    QWidget *m_right;
    QWidget *m_far;
};

} // namespace dermis
