#pragma once

#include <QFrame>
#include <QList>
#include <QMetaType>

class QListView;
class QStandardItemModel;

namespace dermis {

class Button;
class TextLabel;

/// A run of letters inside a text.
struct TextSpan
{
    int start = 0;
    int length = 0;
    bool operator==(const TextSpan &) const = default;
};

/// One person in the list below the find box.
struct FindHit
{
    qint64 id = 0;
    QString group = {};           ///< "Exact match", "Similar spelling"; a heading is shown where it changes
    QString name = {};            ///< "Mokena, Dineo"
    QList<TextSpan> matched = {}; ///< parts of `name` that matched, in order, shown bold
    QString age = {};             ///< "45 years"
    QString detail = {};          ///< "MSD-00187 · ID 810903 •••• · 082 555 0142"
    QString note = {};            ///< at the right: "today", "guardian"
    QString reason = {};          ///< why it matched, for the accessible text: "by phone"
    bool isMinor = false;
    bool operator==(const FindHit &) const = default;
};

/// The answer to one text.
struct FindAnswer
{
    QString text;
    QList<FindHit> hits;
    qint64 people = 0; ///< in the whole clinic
    bool mayRegister = true;
};

/// The list under the find box: lies over the window's content and never takes the keyboard.
class FindPopup : public QFrame
{
    Q_OBJECT
public:
    explicit FindPopup(QWidget *window);
    void setAnswer(const FindAnswer &answer);
    /// Up and Down; headings are passed over.
    void moveCurrent(int step);
    /// 0 when nobody was found.
    qint64 currentId() const;
    /// "Mokena, Dineo, 45 years, exact match, 1 of 4"
    QString currentSentence() const;
    QListView *list() const { return m_list; }

Q_SIGNALS:
    void chosen(qint64 id);
    void newRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fill(const FindAnswer &answer);
    void fitToContent();

    QListView *m_list;
    QStandardItemModel *m_model;
    TextLabel *m_empty;
    Button *m_register;
    TextLabel *m_count;
};

} // namespace dermis

Q_DECLARE_METATYPE(dermis::FindHit)
