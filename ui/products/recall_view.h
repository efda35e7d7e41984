#pragma once

#include "core/products/shelf.h"
#include "core/treatments/recall.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLineEdit;
class QStandardItem;
class QStandardItemModel;
class QTableView;

namespace dermis {

class Button;
class Card;
class ClinicContext;
class EmptyState;
class ErrorBanner;
class FormField;
class PrintServer;
class SheetPane;
class TextLabel;

/// Whom a product or a lot touched, and the recalls and drills that call them back.
class RecallView : public QWidget
{
    Q_OBJECT
public:
    /// `server` may be null: then letters are saved and not printed.
    RecallView(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);
    /// Whom the product of the line touched, or one lot of it.
    void begin(const ShelfLine &line, LotId lot);
    void focusFirst();
    void refresh();
    QList<QWidget *> panes() const;

Q_SIGNALS:
    void closed();
    void patientChosen(dermis::PatientId patient);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makePeople();
    QWidget *makeStates();
    QWidget *makeSide();
    QWidget *makeBegin();
    QWidget *makeFollow();
    void connectControls();
    void look();
    void lookFurther();
    void count();
    std::optional<RecallScope> typedScope();
    void readRecalls();
    void openRecall(RecallId recall);
    void readRecalled();
    void showRecalled(const QList<RecalledPatient> &people);
    void showMode();
    void showPeople();
    void showCurrent();
    void addRow(const RecalledPatient &one);
    QStandardItem *stateCell(const RecalledPatient &one) const;
    RecalledPatient *current();
    void beginRecall(bool isDrill);
    void setState(RecallState state);
    void keepNote();
    void openLetters();
    void closeLetters();
    void saveContacts();
    void end();
    void backToScope();
    void leave();
    bool fails(const std::optional<Error> &error);
    QString textOf(const FormField *field) const;

    ClinicContext &m_context;
    ShelfLine m_line;
    RecallScope m_scope;
    std::optional<Recall> m_recall; ///< the one that is followed
    QList<Recall> m_recalls;
    QList<RecalledPatient> m_people;
    bool m_isShowing = false;
    quint64 m_job = 0; // only the newest answer counts
    ErrorBanner *m_banner;
    TextLabel *m_title;
    TextLabel *m_what;
    Button *m_back;
    FormField *m_from;
    FormField *m_to;
    Button *m_look;
    QWidget *m_span;
    Card *m_peopleCard;
    QStandardItemModel *m_model;
    QTableView *m_table;
    EmptyState *m_nobody;
    Button *m_more;
    QWidget *m_states;
    TextLabel *m_chosen;
    QList<Button *> m_stateButtons;
    FormField *m_note;
    QStandardItemModel *m_recallModel;
    QTableView *m_recallTable;
    QWidget *m_beginning;
    FormField *m_reason;
    Button *m_drill;
    Button *m_begin;
    QWidget *m_following;
    FormField *m_words;
    Button *m_letters;
    Button *m_contacts;
    FormField *m_outcome;
    Button *m_end;
    Button *m_scopeAgain;
    QWidget *m_work;
    SheetPane *m_sheets;
};

} // namespace dermis
