#pragma once

#include <QWidget>

namespace dermis {

class ChoiceButton;

enum class YesNoAnswer { NotAsked, Yes, No, Unsure };

/// How an answer came to stand where it stands (core has AnswerSource: who said it).
enum class AnswerOrigin {
    Here,        ///< given on this form, or not yet
    LastTime,    ///< of an earlier visit, still valid; Enter keeps it
    TooOld,      ///< was answered, past its shelf life: `note` shows the old one, and "Still so" gives it anew
    FilledByRule ///< filled from another answer
};

/// Everything a row shows.
struct AnswerRowContent
{
    QString number = {}; ///< as on paper: "17", "21a"
    QString question = {};
    QString note = {}; ///< the small second line: where an answer came from, why it is hidden, help
    YesNoAnswer answer = YesNoAnswer::NotAsked;
    AnswerOrigin source = AnswerOrigin::Here;
    bool applies = true; ///< false: kept but greyed, not evaluated, not printed
    bool readOnly = false;
    bool required = false;
    bool operator==(const AnswerRowContent &) const = default;
};

/// A question with Yes, No and Unsure; the row takes the keyboard.
/// Y N ? answer and go on, S says that an answer too old is still so; Left, Right move the choice; Backspace makes
/// it not asked; Enter, Down, Up move; Space does nothing.
class AnswerRow : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerRow(const AnswerRowContent &content = {}, QWidget *parent = nullptr);
    /// Silent: emits nothing.
    void setContent(const AnswerRowContent &content);
    const AnswerRowContent &content() const { return m_content; }
    YesNoAnswer answer() const { return m_content.answer; }
    void setAnswer(YesNoAnswer answer);
    /// Whether letters are answered here: not when read only or not applying.
    bool isEditable() const { return m_content.applies && !m_content.readOnly; }
    /// Whether S is answered here.
    bool offersStillSo() const { return isEditable() && m_content.source == AnswerOrigin::TooOld; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    /// By the person, never by setAnswer().
    void answerChanged(dermis::YesNoAnswer answer);
    /// The answer that is too old holds; only where one is.
    void stillSoRequested();
    void nextRequested();
    void previousRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void choose(YesNoAnswer answer);
    bool chooseByKey(const QKeyEvent &event);
    bool changeByKey(int key);
    void moveChoice(int step);
    void refresh();
    void placeButtons();
    void paintNotAsked(QPainter &painter) const;
    int textWidth(int rowWidth) const;
    int textHeight(int rowWidth) const;
    QString answerWords() const;
    QList<ChoiceButton *> buttons() const;

    AnswerRowContent m_content;
    ChoiceButton *m_yes;
    ChoiceButton *m_no;
    ChoiceButton *m_unsure;
    ChoiceButton *m_stillSo;
};

} // namespace dermis
