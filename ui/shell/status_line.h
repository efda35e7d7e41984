#pragma once

#include <QDateTime>
#include <QTimer>
#include <QWidget>

namespace dermis {

class Clock;

/// The 24 px line at the foot: when work was last safe, where the data are, and the time.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(const Clock &clock, QWidget *parent = nullptr);
    void setSavedAt(const QDateTime &utc);
    /// Where the data are, and what must be known about them: "Data on this computer, encrypted".
    void setPlace(const QString &words);
    /// Where backups stand: "Backup proven today 02:14"; empty says nothing.
    void setBackup(const QString &words, bool needsCare);
    /// When the file was checked, and what was found; empty before that.
    void setCheck(const QString &words);
    /// What came in from the scanner's folder; empty before that.
    void setScans(const QString &words, bool needsCare);
    /// "All work saved at 10:43:02"
    QString savedWords() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();

    const Clock &m_clock;
    QDateTime m_savedAt;
    QString m_place;
    QString m_backup;
    bool m_backupNeedsCare = false;
    QString m_check;
    QString m_scans;
    bool m_scansNeedCare = false;
    QTimer m_minute;
};

} // namespace dermis
