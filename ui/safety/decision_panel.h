#pragma once

#include "core/safety/decision.h"
#include "ui/widgets/card.h"

class QButtonGroup;
class QLineEdit;
class QPlainTextEdit;
class QRadioButton;
class QScrollArea;

namespace dermis {

class AntiviralFields;
class Button;
class PasswordLine;
class TextLabel;

/// What the panel is about.
struct DecisionSetting
{
    bool mayDecide = false;
    bool asksPassword = false; ///< the dermatologist proves once more who signs
    QString doctor;          ///< shown at the right of the head
    QList<Verdict> possible; ///< of the four choices
    QString
        closedBecause; ///< why Treat as planned and Treat with changes are closed; empty when they are not
    std::optional<QDate> earliest; ///< the earliest sensible date to defer to
    QDate latest;           ///< the latest date of the windows, also where time alone is not enough; may be invalid
    QStringList arithmetic; ///< how the dates were computed, and what has none
    QString actions;        ///< what the rules say is to be done, to reword for the patient
    QDate today;
    int covered = 0;        ///< findings the decision is for
    bool antiviral = false; ///< MN-INF-07 is one of them
    QString open;           ///< "2 absolute, 2 questions open"; empty for none
    QStringList decided;    ///< decisions that hold, one line each
    bool operator==(const DecisionSetting &) const = default;
};

/// The dermatologist's decision with its reason; others read it.
class DecisionPanel : public Card
{
    Q_OBJECT
public:
    explicit DecisionPanel(QWidget *parent = nullptr);
    /// Leaves what is chosen and typed.
    void setSetting(const DecisionSetting &setting);
    /// Nothing while no choice is made.
    std::optional<Choice> choice() const;
    /// The typing as it stands, chosen or not, for the draft.
    Choice typed() const;
    /// Silent.
    void setTyped(const Choice &choice, bool chosen);
    void clear();
    /// What keeps it from being signed; empty when it may be.
    QString missing() const;
    /// 1 to 4 choose; true when the key was used.
    bool chooseByKey(const QKeyEvent &event);
    /// While the password is tried nothing can be changed.
    void setBusy(bool busy);
    /// Asks for the password again after it did not fit.
    void askPasswordAgain();
    QWidget *firstControl() const;
    QPlainTextEdit *reasonEdit() const { return m_reason; }

Q_SIGNALS:
    void changed();
    /// `password` is empty where none is asked for.
    void signRequested(const dermis::Choice &choice, const QString &password);

private:
    QWidget *makeChoices();
    QWidget *makeReason();
    QWidget *makeFooter();
    void addChoice(Verdict verdict);
    void addField(QVBoxLayout &column, const QString &label, QWidget *field);
    void edited();
    void sign();
    void showState();
    void showChoices();
    void offerDeferral();
    QString dateNote() const;
    bool isPossible(Verdict verdict) const;
    QString hintOf(Verdict verdict) const;
    QRadioButton *button(Verdict verdict) const;

    DecisionSetting m_setting;
    QButtonGroup *m_choices;
    QList<TextLabel *> m_hints;
    QWidget *m_changesField;
    QLineEdit *m_changes;
    QWidget *m_dateField;
    QLineEdit *m_date;
    TextLabel *m_dateNote;
    TextLabel *m_arithmetic;
    QPlainTextEdit *m_advice;
    AntiviralFields *m_antiviral;
    QPlainTextEdit *m_reason;
    TextLabel *m_count;
    TextLabel *m_decided;
    QWidget *m_passwordField;
    PasswordLine *m_password;
    TextLabel *m_state;
    Button *m_sign;
    QWidget *m_form;
    TextLabel *m_onlyDoctor;
    bool m_silent = false;
    bool m_actionsOffered = false; ///< once; what is taken out stays out
};

} // namespace dermis
