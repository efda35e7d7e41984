#pragma once

#include <QWidget>

class QComboBox;
class QStackedWidget;

namespace dermis {

class Button;
class DraftComparison;
class FindBar;
class FormDifferenceView;
class KeyHint;
class SectionView;
class SegmentedControl;
class TextLabel;

/// The middle of a form: the section's title with its keys and the form's languages, the search, and the questions, or what takes
/// their place: the comparison with another draft, what a new version changes, and in the compact layout what stands beside them.
class QuestionsPane : public QWidget
{
    Q_OBJECT
public:
    explicit QuestionsPane(QWidget *parent = nullptr);
    SectionView *questions() const { return m_questions; }
    DraftComparison *comparison() const { return m_comparison; }
    FormDifferenceView *difference() const { return m_difference; }
    FindBar *findBar() const { return m_find; }
    QComboBox *languageBox() const { return m_language; }

    void setHeading(const QString &heading);
    /// The name of the part that stands beside the questions, with its count.
    void setSideTitle(const QString &title);
    void showQuestions();
    void showComparison();
    void showDifference();
    /// The languages to choose from, by their codes; nothing to choose from fewer than two. Silent.
    void setLanguages(const QStringList &languages, const QString &current);
    /// Whether the form has questions for the patient that this person may hand over; `now`: nothing else waits for a choice.
    void setMayHand(bool may, bool now);
    /// Takes the side part in, to be switched to; it takes its own place again when the layout is wide.
    void takeSide(QWidget *side);
    void giveSideBack();

Q_SIGNALS:
    /// By the person.
    void languageChosen(const QString &language);
    void handRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHeader();
    void showPart(int part);

    TextLabel *m_heading;
    QList<KeyHint *> m_hints;
    SegmentedControl *m_parts;
    QComboBox *m_language;
    Button *m_hand;
    FindBar *m_find;
    QStackedWidget *m_stack;
    SectionView *m_questions;
    DraftComparison *m_comparison;
    FormDifferenceView *m_difference;
    QWidget *m_side = nullptr; ///< while it is here
};

} // namespace dermis
