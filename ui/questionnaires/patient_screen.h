#pragma once

#include "ui/context/draft_keeper.h"
#include "ui/context/turned_screen.h"
#include "ui/questionnaires/intake_form.h"
#include "ui/theme/typography.h"

#include <memory>

class QComboBox;
class QStackedWidget;

namespace dermis {

struct Destination;
class Button;
class ClinicContext;
class FormSession;
class SectionView;
class TextLabel;

/// A form as a patient fills it in on the screen turned to them: their questions only, in larger type, each answer kept as a draft
/// of the person who handed it over. A file or another record is nothing a patient chooses here.
class PatientScreen : public TurnedScreen
{
    Q_OBJECT
public:
    /// `destination` is the form: Place::Intake, or Place::Form with its url.
    PatientScreen(ClinicContext &context, const Destination &destination, QWidget *parent = nullptr);
    ~PatientScreen() override;
    void keepDraft() override;
    void focusFirst() override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeQuestions();
    QWidget *makeEnd();
    void connectParts();
    void load(const Destination &destination);
    void change(const std::function<bool(IntakeForm &)> &act);
    int nextPart(int from, int step) const;
    void showPart(int section, bool fresh = true);
    void turn(int step);
    void showDraftState();
    void stop(const QString &words);

    LargerType m_larger; // first, so that all that is made here is larger
    ClinicContext &m_context;
    std::unique_ptr<FormSession> m_session;
    DraftKeeper m_draft;
    int m_part = 0; ///< the section shown
    QStackedWidget *m_stack;
    TextLabel *m_title;
    TextLabel *m_heading;
    QComboBox *m_language;
    SectionView *m_view;
    TextLabel *m_state;
    Button *m_previous;
    Button *m_next;
    Button *m_give;
    TextLabel *m_thanks;
    Button *m_again;
    Button *m_back;
};

/// The rows of these that are the patient's to answer, with the headings above them.
QList<FormRow> patientRows(const QList<FormRow> &rows);
/// Whether a form asks the patient anything.
bool asksPatient(const IntakeForm &form);

} // namespace dermis
